import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { all, batchOf, Folder, ramp, sample, start } from './engine.fixture.ts';
import type { StoreEngine } from './engine.ts';
import { blockSamples } from './series.ts';

describe('a store of samples', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('gives back after a restart what was flushed, and says which tags there are', () => {
    const engine = folder.engine();
    engine.take(batchOf([{ ...sample('a', 0, 1), unit: '°C' }, sample('b', 5, 2), sample('a', 9, 3)]));
    engine.close();
    const again = folder.engine();
    assert.deepEqual(again.report().tags, [
      { tag: 'a', unit: '°C', first: start, last: start + 9_000 },
      { tag: 'b', first: start + 5_000, last: start + 5_000 },
    ]);
    assert.deepEqual(all(again, 'a'), [
      [0, 1],
      [9, 3],
    ]);
    assert.deepEqual(all(again, 'nowhere'), []);
  });

  it('starts a line with what held before it, from disk, and not with what was bad', () => {
    const engine = folder.engine();
    engine.take(batchOf([...ramp('a', 2 * blockSamples), sample('b', 0, 7), sample('b', 5, Number.NaN, 2)]));
    engine.flush();
    const entered = (
      from: StoreEngine,
      tag: string,
      second: number,
      lookBack: number,
    ): readonly number[][] => {
      const begin = start + second * 1_000;
      const view = { from: begin, to: begin + 10_000, pixels: 10, gap: Number.POSITIVE_INFINITY, lookBack };
      const { times, values } = from.line(tag, view);
      return Array.from(times, (time, row) => [(time - start) / 1_000, values[row] as number]);
    };
    const last = 2 * blockSamples - 1;
    const ever = Number.POSITIVE_INFINITY;
    assert.deepEqual(entered(engine, 'a', 200_000, ever), [[last, last % 97]]);
    assert.deepEqual(entered(engine, 'a', 200_000, 60_000), []);
    assert.deepEqual(entered(engine, 'b', 100, ever), []);
    engine.close();
    const again = folder.engine();
    assert.deepEqual(entered(again, 'a', 100.5, 1_000)[0], [100, 100 % 97]);
    // Nobody knows whether it has held since the store was closed.
    assert.deepEqual(entered(again, 'a', 200_000, ever), []);
  });

  it('keeps folder and files to their owner', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 2 * blockSamples)));
    engine.flush();
    assert.equal(statSync(folder.directory).mode & 0o777, 0o700);
    for (const file of folder.files(/./)) assert.equal(statSync(file).mode & 0o077, 0, file);
  });

  it('keeps a second one out of the same folder until the first has closed, and then takes what came', () => {
    const first = folder.engine();
    first.take(batchOf([sample('a', 0, 1)]));
    const second = folder.engine();
    assert.equal(second.report().problem?.is, 'locked');
    second.take(batchOf([sample('a', 1, 2)]));
    first.close();
    second.flush();
    assert.equal(second.report().problem, undefined);
    assert.deepEqual(all(second, 'a'), [
      [0, 1],
      [0.001, Number.NaN],
      [1, 2],
    ]);
  });

  it('keeps samples in memory while the folder cannot be made, and writes them as soon as it can', () => {
    writeFileSync(join(folder.root, 'samples'), 'in the way');
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 3_000)));
    engine.flush();
    assert.equal(engine.report().problem?.is, 'unwritable');
    assert.equal(all(engine, 'a').length, 3_000);
    folder.clear();
    engine.flush();
    assert.deepEqual([engine.report().problem, engine.report().lost], [undefined, 0]);
    engine.close();
    assert.equal(all(folder.engine(), 'a').length, 3_000);
  });

  it('keeps the times of samples while the clock steps back', () => {
    const engine = folder.engine();
    engine.take(batchOf([sample('a', 100, 1), sample('a', 50, 2), sample('a', 101, 3)]));
    engine.close();
    assert.deepEqual(all(folder.engine(), 'a'), [
      [50, 2],
      [100, 1],
      [101, 3],
    ]);
  });

  it('refuses tags beyond its limit, and keeps all others', () => {
    const engine = folder.engine();
    engine.take(batchOf(Array.from({ length: 10_002 }, (_, index) => sample(`t${index}`, 0, index))));
    engine.flush();
    const { refusedTags, tags } = engine.report();
    assert.deepEqual(refusedTags, ['t10000', 't10001']);
    assert.equal(tags?.length, 10_000);
    assert.deepEqual(all(engine, 't9999'), [[0, 9_999]]);
  });
});
