import assert from 'node:assert/strict';
import * as v from 'valibot';
import { fleetErrors } from './errors.ts';
import { type FormerFormat, type RoadFormats, roadFormats } from './formats.ts';

const format = v.pipe(v.number(), v.integer(), v.minValue(0));
const frame = (formats: RoadFormats) => formats.message('device.frame', { format, reported: v.string() });

/** Before format 6 a report was called otherwise. */
const formers: Readonly<Record<number, FormerFormat>> = {
  5: {
    raise: { 'device.frame': ({ report, ...rest }) => ({ ...rest, reported: report }) },
    lower: { 'device.frame': ({ reported, ...rest }) => ({ ...rest, report: reported }) },
  },
};
const six = roadFormats(6, formers);

const unknown = (details: object) => (error: unknown) => {
  assert.ok(fleetErrors.formatUnknown.is(error));
  assert.deepEqual(error.details, details);
  return true;
};

describe('formats of the road', () => {
  it('are the newest and the one before it', () => {
    assert.deepEqual(six.spoken, [6, 5]);
    assert.deepEqual(roadFormats(0, {}).spoken, [0]);
  });

  it('hand in messages of both as the newest says them, with the format to answer in', () => {
    assert.deepEqual(v.parse(frame(six), { format: 6, reported: 'a' }), { format: 6, reported: 'a' });
    assert.deepEqual(v.parse(frame(six), { format: 5, report: 'a' }), { format: 5, reported: 'a' });
  });

  it('let no message change its format on the way', () => {
    const liar = roadFormats(6, { 5: { raise: { 'device.frame': () => ({ format: 6, reported: 'a' }) } } });
    assert.deepEqual(v.parse(frame(liar), { format: 5 }), { format: 5, reported: 'a' });
  });

  it('check what a former message becomes', () => {
    assert.equal(v.safeParse(frame(six), { format: 5, report: 7 }).success, false);
    assert.equal(v.safeParse(frame(six), { format: 5, reported: 'a' }).success, false);
  });

  it('write a message in the format that it says', () => {
    assert.deepEqual(six.write('device.frame', { format: 6, reported: 'a' }), { format: 6, reported: 'a' });
    assert.deepEqual(six.write('device.frame', { format: 5, reported: 'a' }), { format: 5, report: 'a' });
    assert.deepEqual(six.write('hub.frame', { format: 5, next: 1 }), { format: 5, next: 1 });
    assert.throws(
      () => six.write('hub.frame', { format: 7 }),
      unknown({ format: 7, spoken: [6, 5], behind: 'device' }),
    );
  });

  for (const [kind, said, behind] of [
    ['device.frame', 7, 'hub'],
    ['device.frame', 4, 'device'],
    ['hub.frame', 7, 'device'],
    ['hub.frame', 4, 'hub'],
  ] as const)
    it(`refuse format ${said} of a ${kind}, whatever else it says, and name the ${behind} as the older side`, () => {
      const schema = six.message(kind, { format, reported: v.string() });
      assert.throws(
        () => v.safeParse(schema, { format: said, anything: 'else' }),
        unknown({ format: said, spoken: [6, 5], behind }),
      );
    });

  for (const value of [undefined, null, 'text', [], {}, { format: '6' }, { format: 5.5 }, { format: -1n }])
    it(`leave what has no format to its shape: ${typeof value} ${String(value)}`, () => {
      assert.equal(v.safeParse(frame(six), value).success, false);
    });

  it('are heard out at the beginning: who asks in another one is known to whoever refuses it', () => {
    const opening = six.opening('device.greet', { format, device: v.string() });
    assert.deepEqual(v.parse(opening, { format: 5, device: 'oven-1' }), { format: 5, device: 'oven-1' });
    const said = { format: 9, device: 'oven-1', more: true };
    const read = v.parse(opening, said);
    assert.ok('refused' in read);
    assert.equal(read.said, said);
    assert.throws(
      () => {
        throw read.refused;
      },
      unknown({ format: 9, spoken: [6, 5], behind: 'hub' }),
    );
    assert.equal(v.safeParse(opening, { format: 6 }).success, false);
  });

  it('go on with the highest that both speak', () => {
    assert.equal(six.common([7, 6]), 6);
    assert.equal(six.common([5, 4]), 5);
    assert.equal(six.common([4, 3]), undefined);
    assert.equal(six.common([8]), undefined);
  });
});
