import assert from 'node:assert/strict';
import { inLanes } from './lanes.ts';

describe('lanes', () => {
  it('do each piece once, never more at a time than there are lanes, and tell which one does it', async () => {
    const ends = new Map<number, () => void>();
    const done: string[] = [];
    const all = inLanes([1, 2, 3, 4], 2, async (piece, lane) => {
      await new Promise<void>((resolve) => ends.set(piece, resolve));
      done.push(`${piece} in ${lane}`);
    });
    const end = async (piece: number): Promise<void> => {
      ends.get(piece)?.();
      await new Promise(setImmediate);
    };
    assert.deepEqual([...ends.keys()], [1, 2]);
    await end(2);
    assert.deepEqual([...ends.keys()], [1, 2, 3]);
    await end(3);
    await end(1);
    await end(4);
    await all;
    assert.deepEqual(done, ['2 in 1', '3 in 1', '1 in 0', '4 in 1']);
  });
});
