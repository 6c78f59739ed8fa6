import assert from 'node:assert/strict';
import { KnownValues } from './known-values.ts';

const read = (value: number, ts: number) => ({ tag: 'a', value, quality: 'good', ts, address: '' }) as const;
const written = (value: number | number[] | null, outcome: 'done' | 'unknown' = 'done') =>
  ({ tag: 'a', written: value, value, quality: 'good', outcome }) as const;

describe('KnownValues', () => {
  it('has the later one of what was read and what was written', () => {
    const known = new KnownValues();
    assert.equal(known.last('a'), undefined);
    known.wrote(written(1), 10);
    assert.deepEqual(known.last('a'), { value: 1, ts: 10 });
    known.read.keep(read(2, 20));
    assert.deepEqual(known.last('a'), { value: 2, ts: 20 });
    known.wrote(written(3), 30);
    assert.deepEqual(known.last('a'), { value: 3, ts: 30 });
  });

  it('does not know what a write left that may not have been done, or whose value nobody knows', () => {
    const known = new KnownValues();
    known.wrote(written(1, 'unknown'), 10);
    known.wrote(written(null), 20);
    known.wrote({ ...written([1, 2]), quality: 'uncertain' }, 30);
    assert.equal(known.last('a'), undefined);
  });

  it('keeps what it knows though somebody writes into what it was given', () => {
    const known = new KnownValues();
    const value = [1, 2];
    known.wrote(written(value), 10);
    value[0] = 9;
    assert.deepEqual(known.last('a'), { value: [1, 2], ts: 10 });
  });
});
