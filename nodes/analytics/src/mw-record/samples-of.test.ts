import assert from 'node:assert/strict';
import { sampleStoreErrors } from '../common/errors.ts';
import { gapOf, samplesOf } from './samples-of.ts';

const now = 1_790_000_000_000;
const found = (message: Readonly<Record<string, unknown>>) => samplesOf(message, now, () => true);

describe('what a message has to record', () => {
  it('is what nodes that read a PLC send: several samples, or one', () => {
    const level = { tag: 'level', value: 4.5, quality: 'good', ts: now - 5, address: 'x', unit: 'm' };
    const pump = { tag: 'pump', value: true, quality: 'uncertain', ts: now - 4, address: 'y' };
    const lost = { tag: 'flow', value: null, quality: 'bad', ts: now - 3, address: 'z' };
    const kept = { tag: 'level', time: now - 5, value: 4.5, quality: 0, unit: 'm' };
    assert.deepEqual(found({ samples: [level, pump, lost], payload: { level: 4.5 } }), {
      samples: [
        kept,
        { tag: 'pump', time: now - 4, value: 1, quality: 1 },
        { tag: 'flow', time: now - 3, value: Number.NaN, quality: 2 },
      ],
      refused: [],
    });
    assert.deepEqual(found({ sample: level, payload: 9, topic: 'other' }).samples, [kept]);
    assert.deepEqual(found({ samples: [] }), { samples: [], refused: [] });
  });

  it('is a value with its tag as the topic, with what is said of it', () => {
    const topic = 'oven';
    const only = (payload: unknown) => found({ topic, payload }).samples;
    assert.deepEqual(only(182.4), [{ tag: topic, time: now, value: 182.4, quality: 0 }]);
    assert.deepEqual(only(false), [{ tag: topic, time: now, value: 0, quality: 0 }]);
    assert.deepEqual(only(12n), [{ tag: topic, time: now, value: 12, quality: 0 }]);
    assert.deepEqual(only(null), [{ tag: topic, time: now, value: Number.NaN, quality: 2 }]);
    assert.deepEqual(only({ value: 7, ts: now - 1.4, quality: 'bad', unit: '°C' }), [
      { tag: topic, time: now - 1, value: 7, quality: 2, unit: '°C' },
    ]);
    assert.deepEqual(only({ value: 7, ts: new Date(now - 9) }), [
      { tag: topic, time: now - 9, value: 7, quality: 0 },
    ]);
    assert.deepEqual(only({ value: 7, tag: 'own' }), [{ tag: 'own', time: now, value: 7, quality: 0 }]);
    assert.deepEqual(only({ value: Number.NaN }), [{ tag: topic, time: now, value: Number.NaN, quality: 2 }]);
  });

  it('is not text, nor what has no time or quality; what is beside it is kept', () => {
    const { samples, refused } = found({
      samples: [
        { tag: 'a', value: 'running', ts: now },
        { tag: 'b', value: { deep: 1 }, ts: now },
        { tag: 'c', value: 1, ts: 'yesterday' },
        { tag: 'd', value: 1, ts: 2 ** 60 },
        { tag: 'e', value: 1, ts: now, quality: 'fine' },
        { tag: 'f', value: 1, ts: now },
        'nonsense',
        { value: 3 },
      ],
    });
    assert.deepEqual(
      samples.map(({ tag }) => tag),
      ['f'],
    );
    assert.deepEqual(
      refused.map(({ tag, error }) => [tag, error.code]),
      [
        ['a', 'sample-store.value-refused'],
        ['b', 'sample-store.value-refused'],
        ['c', 'sample-store.not-a-sample'],
        ['d', 'sample-store.not-a-sample'],
        ['e', 'sample-store.not-a-sample'],
      ],
    );
  });

  it('is nothing where no tag is named', () => {
    for (const message of [
      {},
      { payload: 1 },
      { payload: 1, topic: '' },
      { topic: 'a', payload: {} },
      { samples: [1] },
    ])
      assert.throws(() => found(message), sampleStoreErrors.nothingToRecord.is);
  });

  it('is only what is chosen', () => {
    const both = { samples: ['a', 'b'].map((tag) => ({ tag, value: 'text' })) };
    assert.deepEqual(
      samplesOf(both, now, (tag) => tag === 'b').refused.map(({ tag }) => tag),
      ['b'],
    );
    assert.deepEqual(
      samplesOf(both, now, () => false),
      { samples: [], refused: [] },
    );
  });

  it('may be a gap of a watch', () => {
    assert.deepEqual(gapOf({ payload: null, gap: { from: 1, to: 2, reason: 'gone' } }), { from: 1, to: 2 });
    assert.equal(gapOf({ payload: 1, gap: { from: 1, to: 2 } }), undefined);
    assert.equal(gapOf({ payload: null, gap: { from: 'x', to: 2 } }), undefined);
  });
});
