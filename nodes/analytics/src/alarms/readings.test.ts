import assert from 'node:assert/strict';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { toldBy } from './readings.ts';
import { TagHeard } from './tag-heard.ts';

const now = 5_000;
const sample = (tag: string, value: unknown, more: object = {}) => ({
  tag,
  value,
  quality: 'good',
  ts: 1_000,
  ...more,
});

describe('what a message says to an alarm', () => {
  it('is the sample of its tag, with its own time and quality', () => {
    const reading = { ts: 1_000, value: 21.5, quality: 'good' };
    assert.deepEqual(toldBy({ payload: 1, sample: sample('a', 21.5) }, 'a', now), { reading });
    assert.deepEqual(toldBy({ sample: sample('a', 21.5) }, '', now), { reading, of: 'a' });
    assert.deepEqual(toldBy({ samples: [sample('b', 1), sample('a', 20), sample('a', 21.5)] }, 'a', now), {
      reading,
    });
    assert.deepEqual(
      toldBy({ sample: sample('a', null, { quality: 'uncertain' }) }, 'a', now).reading?.quality,
      'uncertain',
    );
  });

  it('is nothing where it is about other tags, and after a gap', () => {
    for (const message of [
      { sample: sample('b', 1), payload: 1 },
      { samples: [sample('b', 1)] },
      { samples: [] },
      { payload: 1, topic: 'b' },
      { payload: null, gap: { from: 0, to: 1, reason: '' } },
    ])
      assert.deepEqual(toldBy(message, 'a', now), {});
  });

  it('is a plain value, with the topic of the tag or none', () => {
    for (const message of [
      { payload: 3, topic: 'a' },
      { payload: 3, topic: '' },
      { payload: 3 },
      { payload: 3n },
    ])
      assert.deepEqual(toldBy(message, 'a', now), { reading: { ts: now, value: 3, quality: 'good' } });
    assert.equal(toldBy({ payload: false }, '', now).reading?.value, false);
  });

  it('is a value with its own time and quality, as a record takes it', () => {
    const payload = { value: 3, ts: 1_000, quality: 'uncertain' };
    const reading = { ts: 1_000, value: 3, quality: 'uncertain' };
    for (const message of [
      { payload },
      { payload, topic: 'a' },
      { payload: { ...payload, tag: 'a' }, topic: 'b' },
      { payload: { ...payload, ts: new Date(1_000) } },
    ])
      assert.deepEqual(toldBy(message, 'a', now), { reading });
    for (const message of [{ payload, topic: 'b' }, { payload: { ...payload, tag: 'b' } }])
      assert.deepEqual(toldBy(message, 'a', now), {});
    assert.deepEqual(toldBy({ payload: { value: null } }, '', now).reading, {
      ts: now,
      value: null,
      quality: 'bad',
    });
  });

  it('is of one tag where the alarm names none, and refused for good once there are two', () => {
    const heard = new TagHeard('');
    for (const value of [1, 2])
      assert.equal(heard.toldBy({ sample: sample('a', value) }, now).reading?.value, value);
    assert.equal(heard.toldBy({ payload: 3, topic: 'b' }, now).reading?.value, 3, 'a topic may be anything');
    for (const tag of ['b', 'a', 'c'])
      assert.throws(() => heard.toldBy({ sample: sample(tag, 1) }, now), /about the tags a and b,/);
    const named = new TagHeard('a');
    for (const tag of ['a', 'b', 'a']) named.toldBy({ sample: sample(tag, 1) }, now);
  });

  it('is a bad reading where there is no value', () => {
    for (const payload of [null, Number.NaN, Number.POSITIVE_INFINITY])
      assert.deepEqual(toldBy({ payload }, '', now).reading, { ts: now, value: null, quality: 'bad' });
    assert.equal(toldBy({ sample: sample('a', 1, { quality: 'odd' }) }, 'a', now).reading?.quality, 'bad');
  });

  it('is suppression and a set point; beside them a payload is no value', () => {
    assert.deepEqual(toldBy({ suppress: true, payload: 1_700_000_000_000 }, '', now), { suppress: true });
    assert.deepEqual(toldBy({ setPoint: null, payload: 1 }, '', now), { setPoint: null });
    const { reading, setPoint } = toldBy({ setPoint: 5, sample: sample('a', 2) }, 'a', now);
    assert.deepEqual([reading?.value, setPoint], [2, 5]);
  });

  it('is refused where it cannot be anything', () => {
    for (const message of [
      {},
      { payload: {} },
      { payload: [1] },
      { payload: { value: {} } },
      { samples: [sample('a', 1), sample('b', 2)] },
      { samples: [sample('a', 1)] },
    ])
      assert.throws(() => toldBy(message, '', now), alarmEngineErrors.noReading.is);
    assert.throws(() => toldBy({ suppress: 'yes' }, '', now), alarmEngineErrors.badSuppress.is);
    for (const setPoint of ['5', Number.NaN])
      assert.throws(() => toldBy({ setPoint }, '', now), alarmEngineErrors.badSetPoint.is);
  });
});
