import assert from 'node:assert/strict';
import { tagErrors } from './errors.ts';
import { askedTags, writtenValues } from './message-input.ts';

describe('what a message brings to be written', () => {
  it('is an object of values, or one value and its tag', () => {
    assert.deepEqual(writtenValues({ payload: { a: 1, b: true }, topic: 'c' }), { a: 1, b: true });
    assert.deepEqual(writtenValues({ payload: 0, topic: 'a' }), { a: 0 });
    assert.deepEqual(writtenValues({ payload: false, topic: 'a' }), { a: false });
    assert.deepEqual(writtenValues({ payload: '', topic: 'a' }), { a: '' });
  });

  for (const message of [
    {},
    { payload: {} },
    { payload: 1 },
    { payload: 1, topic: '' },
    { payload: 1, topic: 7 },
    { payload: null, topic: 'a' },
    { payload: undefined, topic: 'a' },
  ])
    it(`is nothing in ${JSON.stringify(message)}`, () => {
      assert.throws(() => writtenValues(message), tagErrors.nothingToWrite.is);
    });
});

describe('the tags that a message asks for', () => {
  it('are names, and tags of its own', () => {
    assert.deepEqual(askedTags({ tags: ['a', { name: 'b', address: 3 }] }), {
      names: ['a'],
      own: [{ name: 'b', address: 3 }],
    });
  });

  for (const tags of [undefined, 'a', [], [7], [null], [{ address: 1 }], new Array(5_001).fill('a')])
    it(`are not to be had from ${JSON.stringify(tags)?.slice(0, 30)}`, () => {
      assert.throws(() => askedTags({ tags }), tagErrors.badSelection.is);
    });
});
