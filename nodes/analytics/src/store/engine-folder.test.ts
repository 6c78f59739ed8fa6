import assert from 'node:assert/strict';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewSample } from './batch.ts';
import { batchOf, Folder, sample, values } from './engine.fixture.ts';

describe('the folder of a store of samples', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const ramp = (tag: string, count: number, from = 0): readonly NewSample[] =>
    Array.from({ length: count }, (_, index) => sample(tag, from + index, from + index));
  const drawn = (count: number): readonly number[][] =>
    Array.from({ length: count }, (_, index) => [index, index]);

  it('of an earlier time is not begun anew where it comes late: what was held in memory goes behind what is in it', () => {
    const first = folder.engine();
    first.take(batchOf(ramp('a', 1_500)));
    first.take(batchOf(ramp('b', 10)));
    first.close();
    const samples = join(folder.root, 'samples');
    // Such as a disk that is not mounted, and one that does not answer.
    const hindrances = [() => writeFileSync(samples, 'in the way'), () => symlinkSync(samples, samples)];
    for (const [turn, hinder] of hindrances.entries()) {
      renameSync(samples, `${samples}-elsewhere`);
      hinder();
      const engine = folder.engine();
      engine.take(batchOf(ramp('a', 3_000, 1_500 + turn * 3_000)));
      engine.flush();
      assert.equal(engine.report().problem?.is, 'unwritable');
      rmSync(samples);
      renameSync(`${samples}-elsewhere`, samples);
      engine.flush();
      assert.deepEqual([engine.report().problem, engine.report().lost], [undefined, 0]);
      assert.equal(values(engine, 'a').length, 1_500 + (turn + 1) * 3_000);
      engine.close();
      const again = folder.engine();
      assert.deepEqual(values(again, 'a'), drawn(1_500 + (turn + 1) * 3_000));
      assert.deepEqual(values(again, 'b'), drawn(10));
      again.close();
    }
  });
});
