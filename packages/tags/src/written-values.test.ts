import assert from 'node:assert/strict';
import { WrittenValues } from './written-values.ts';

const written = (value: number | number[] | null, outcome: 'done' | 'unknown' = 'done') =>
  ({ tag: 'a', written: value, value, quality: 'good', outcome }) as const;

describe('WrittenValues', () => {
  it('has the later one of what was read and what was written', () => {
    const values = new WrittenValues();
    const read = { value: 2, ts: 20 };
    assert.equal(values.latest('a', undefined), undefined);
    assert.equal(values.latest('a', read), read);
    values.keep(written(1), 10);
    assert.deepEqual(values.latest('a', undefined), { value: 1, ts: 10 });
    assert.equal(values.latest('a', read), read);
    values.keep(written(3), 30);
    assert.deepEqual(values.latest('a', read), { value: 3, ts: 30 });
  });

  it('does not know what a write left that may not have been done, or whose value nobody knows', () => {
    const values = new WrittenValues();
    values.keep(written(1, 'unknown'), 10);
    values.keep(written(null), 20);
    values.keep({ ...written([1, 2]), quality: 'uncertain' }, 30);
    assert.equal(values.latest('a', undefined), undefined);
  });

  it('keeps what it knows though somebody writes into what it was given', () => {
    const values = new WrittenValues();
    const value = [1, 2];
    values.keep(written(value), 10);
    value[0] = 9;
    assert.deepEqual(values.latest('a', undefined), { value: [1, 2], ts: 10 });
  });
});
