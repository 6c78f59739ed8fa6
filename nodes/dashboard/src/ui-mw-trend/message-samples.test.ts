import assert from 'node:assert/strict';
import { messageSamples } from './message-samples.ts';

const plain = (message: Record<string, unknown>, tags: readonly string[] = ['a', 'b']) =>
  messageSamples(message, tags, 1_000).map(({ tag, samples: { times, values, quality } }) => ({
    tag,
    times: [...times],
    values: [...values],
    quality: [...quality],
  }));

describe('the values of a message to a trend', () => {
  it('are one number of now, of the tag that the topic names', () => {
    assert.deepEqual(plain({ payload: 7, topic: 'a' }), [
      { tag: 'a', times: [1_000], values: [7], quality: [0] },
    ]);
    assert.deepEqual(plain({ payload: true }, ['only'])[0]?.values, [1]);
    assert.deepEqual(plain({ payload: null, gap: {} }), []);
    assert.deepEqual(plain({ enabled: false }), []);
  });

  it('are samples as PLC nodes send them, with their quality', () => {
    const samples = [
      { tag: 'a', value: 1, quality: 'good', ts: 10, address: 'x' },
      { tag: 'b', value: null, quality: 'bad', ts: 10, address: 'y' },
      { tag: 'a', value: 2, quality: 'uncertain', ts: 20, address: 'x' },
    ];
    assert.deepEqual(plain({ samples, payload: {} }), [
      { tag: 'a', times: [10, 20], values: [1, 2], quality: [0, 1] },
      { tag: 'b', times: [10], values: [Number.NaN], quality: [2] },
    ]);
    assert.equal(plain({ sample: samples[0], payload: 1 }).length, 1);
  });

  it('are columns, of one tag or of all pens in their order', () => {
    assert.deepEqual(plain({ payload: { t: [1, 2], v: [3, null] }, topic: 'b' })[0], {
      tag: 'b',
      times: [1, 2],
      values: [3, Number.NaN],
      quality: [0, 0],
    });
    const both = plain({ payload: { t: new Float64Array([1]), v: [[3], new Float64Array([4])] } });
    assert.deepEqual(
      both.map(({ tag, values }) => [tag, values]),
      [
        ['a', [3]],
        ['b', [4]],
      ],
    );
  });

  const wrong: readonly [string, Record<string, unknown>][] = [
    ['a text', { payload: 'warm', topic: 'a' }],
    ['a number of no tag among several', { payload: 1 }],
    ['columns of different lengths', { payload: { t: [1, 2], v: [1] }, topic: 'a' }],
    ['more columns than pens', { payload: { t: [1], v: [[1], [2], [3]] } }],
    ['times that are none', { payload: { t: ['now'], v: [1] }, topic: 'a' }],
    ['a sample without a time', { samples: [{ tag: 'a', value: 1 }] }],
    ['no list of samples', { samples: 7 }],
  ];
  for (const [what, message] of wrong) {
    it(`are not ${what}: that is said with a code`, () => {
      assert.throws(() => plain(message), { code: 'screen.unreadable-values' });
    });
  }
});
