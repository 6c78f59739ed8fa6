import assert from 'node:assert/strict';
import { Changes, changed, type Deadband } from './changes.ts';
import { measured, missing, type Sample } from './sample.ts';
import { statusOf } from './status.ts';
import type { TagValue } from './value/format.ts';

const point = { name: 'oven.temp', address: 'input-register:6' };
const at = (value: TagValue): Sample => measured(point, value, 0);
const without = (text?: string): Sample =>
  measured(
    point,
    { status: statusOf('UncertainSensorNotAccurate', ''), ...(text !== undefined && { text }) },
    0,
  );
const none: Deadband = { kind: 'none' };
const absolute = (value: number): Deadband => ({ kind: 'absolute', value });
const percent = (value: number, ...of: readonly [number, number][]): Deadband =>
  of[0] ? { kind: 'percent', value, of: of[0] } : { kind: 'percent', value };

describe('a change', () => {
  const cases: readonly [what: string, before: Sample, now: Sample, deadband: Deadband, changed: boolean][] =
    [
      ['no difference', at(5), at(5), none, false],
      ['any difference without a deadband', at(5), at(5.0001), none, true],
      ['0 after -0', at(-0), at(0), none, false],
      ['less than the deadband', at(5), at(5.4), absolute(0.5), false],
      ['exactly the deadband', at(5), at(5.5), absolute(0.5), false],
      ['more than the deadband, upwards', at(5), at(5.6), absolute(0.5), true],
      ['more than the deadband, downwards', at(5), at(4.4), absolute(0.5), true],
      ['percent of a range, within', at(5), at(6.9), percent(2, [0, 100]), false],
      ['percent of a range, beyond', at(5), at(7.1), percent(2, [0, 100]), true],
      ['percent of a range that falls', at(5), at(7.1), percent(2, [100, 0]), true],
      ['percent of the value before, within', at(-50), at(-50.9), percent(2), false],
      ['percent of the value before, beyond', at(-50), at(-51.1), percent(2), true],
      ['percent of nothing', at(0), at(0.001), percent(2), true],
      ['bigints within', at(10n), at(14n), absolute(5), false],
      ['bigints beyond', at(2n ** 60n), at(2n ** 60n + 6n), absolute(5), true],
      ['a bool, whatever the deadband', at(true), at(false), absolute(5), true],
      ['a text, whatever the deadband', at('a'), at('b'), absolute(5), true],
      ['a value that is lost', at(5), without(), absolute(5), true],
      ['a value that is back', without(), at(5), absolute(5), true],
      ['the same lack of a value', without('NaN'), without('NaN'), none, false],
      [
        'other digits of a number that is too large',
        without('9007199254740992'),
        without('9007199254740994'),
        none,
        true,
      ],
    ];
  for (const [what, before, now, deadband, expected] of cases) {
    it(`is ${expected ? '' : 'not '}${what}`, () => assert.equal(changed(before, now, deadband), expected));
  }

  it('is the first sample', () => assert.equal(changed(undefined, at(5), absolute(100)), true));

  it('is another reason for the same quality', () => {
    const timeout = missing(point, statusOf('BadTimeout', 'No answer'), 0);
    const refused = missing(point, statusOf('BadConfigurationError', 'Illegal address'), 0);
    assert.equal(changed(timeout, refused, none), true);
    assert.equal(changed(timeout, missing(point, statusOf('BadTimeout', 'No answer'), 9), none), false);
  });
});

describe('changes of a table', () => {
  const deadbandOf = () => absolute(1);

  it('measures from what was handed on, so that a slow drift is told', () => {
    const changes = new Changes();
    const told = [5, 5.6, 6.2, 6.8].filter((value) => changes.take([at(value)], deadbandOf).length > 0);
    assert.deepEqual(told, [5, 6.2]);
  });

  it('measures from a heartbeat', () => {
    const changes = new Changes();
    changes.take([at(5)], deadbandOf);
    changes.keep([at(5.9)]);
    assert.deepEqual(changes.take([at(6.5)], deadbandOf), []);
  });

  it('keeps what it knows though somebody writes into what it gave', () => {
    const changes = new Changes();
    const [given] = changes.take([at(5)], deadbandOf);
    Object.assign(given as object, { value: 100 });
    assert.deepEqual(changes.take([at(5)], deadbandOf), []);
  });

  it('keeps what it knows of arrays and dates, too, though somebody writes into them', () => {
    const changes = new Changes();
    const take = () => changes.take([measured(point, [[1], new Date(5)], 0)], deadbandOf);
    const [given] = take();
    const [row, date] = (given as Sample).value as [number[], Date];
    row.push(2);
    date.setTime(6);
    assert.deepEqual(take(), []);
  });

  it('gives each tag its own deadband, and keeps the order', () => {
    const changes = new Changes();
    const both = (a: number, b: number) => [
      measured({ ...point, name: 'a' }, a, 0),
      measured({ ...point, name: 'b' }, b, 0),
    ];
    const of = (tag: string) => (tag === 'a' ? absolute(10) : none);
    changes.take(both(1, 1), of);
    assert.deepEqual(
      changes.take(both(9, 2), of).map(({ tag }) => tag),
      ['b'],
    );
    assert.deepEqual(
      changes.take(both(12, 3), of).map(({ tag }) => tag),
      ['a', 'b'],
    );
  });
});
