import assert from 'node:assert/strict';
import { isAllowed, type WriteRange, type WriteTarget } from './write-ranges.ts';

const range = (more: Partial<WriteRange>): WriteRange => ({
  area: 'DB',
  db: undefined,
  first: 0,
  last: 9,
  ...more,
});
const inBlock = (db: number, first: number, last = first): WriteTarget => ({ area: 'DB', db, first, last });

describe('where a connection lets be written', () => {
  it('is a block, or any of them, or any area', () => {
    const [one, every, all] = [range({ db: 1 }), range({}), range({ area: 'any' })];
    assert.equal(isAllowed([one], inBlock(1, 4)), true);
    assert.equal(isAllowed([one], inBlock(2, 4)), false);
    assert.equal(isAllowed([every], inBlock(2, 4)), true);
    assert.equal(isAllowed([every], { area: 'M', first: 4, last: 4 }), false);
    assert.equal(isAllowed([all], { area: 'M', first: 4, last: 4 }), true);
    assert.equal(isAllowed([], inBlock(1, 4)), false);
  });

  it('holds all bytes of a value, in one range', () => {
    const ranges = [range({ db: 1 }), range({ db: 1, first: 10, last: 20 })];
    assert.equal(isAllowed(ranges, inBlock(1, 6, 9)), true);
    assert.equal(isAllowed(ranges, inBlock(1, 8, 11)), false);
  });

  it('is the same for the variable memory of a LOGO! and for data block 1, which it is on the wire', () => {
    const byBlock = [range({ db: 1 })];
    assert.equal(isAllowed(byBlock, { area: 'V', first: 4, last: 5 }), true);
    assert.equal(isAllowed(byBlock, { area: 'V', first: 40, last: 41 }), false);
    assert.equal(isAllowed([range({ db: 2 })], { area: 'V', first: 4, last: 5 }), false);
    assert.equal(isAllowed([range({ area: 'V' })], inBlock(1, 4)), true);
    assert.equal(isAllowed([range({ area: 'V' })], inBlock(2, 4)), false);
  });
});
