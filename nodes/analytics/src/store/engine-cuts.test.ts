import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { everything } from '@millwright/testing';
import { all, batchOf, Folder, ramp, sample, start } from './engine.fixture.ts';
import type { StoreEngine } from './engine.ts';
import { cutAfter, onFullDisk } from './failing-disk.fixture.ts';
import { blockSamples } from './series.ts';

const small = { bytes: 300_000, days: 10 };
const day = 24 * 3_600_000;
/** Each cut takes a tenth of a second: all of them where everything is tried, else every third. */
const step = everything ? 1 : 3;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const offset = seed % step;

describe(`a store of samples that is cut off (seed ${seed})`, () => {
  const folders: Folder[] = [];
  const make = (): Folder => {
    const folder = new Folder();
    folders.push(folder);
    return folder;
  };
  const copyOf = (folder: Folder): Folder => {
    const copy = make();
    copy.now = folder.now;
    cpSync(folder.directory, copy.directory, { recursive: true });
    return copy;
  };
  afterEach(() => {
    for (const folder of folders.splice(0)) folder.remove();
  });

  /** Writes noise, which does not compress, from one number on. */
  const write = (engine: StoreEngine, from: number, count: number): void => {
    engine.take(
      batchOf(
        Array.from({ length: count }, (_, index) => sample('a', from + index, Math.sqrt(from + index))),
      ),
    );
    engine.flush();
  };
  const drawn = (folder: Folder): readonly (readonly number[])[] => {
    const engine = folder.engine(small);
    const points = all(engine, 'a');
    assert.equal(engine.report().damage, undefined);
    assert.deepEqual(engine.report().notices, []);
    engine.close();
    return points;
  };

  it('at whatever change of the disk loses nothing but the oldest, and no more of it than without', function () {
    this.timeout(60_000);
    const base = make();
    const engine = base.engine(small);
    const turn = 4 * blockSamples;
    let written = 0;
    for (; engine.report().bytes < 290_000; written += turn) write(engine, written, turn);
    const before = all(engine, 'a');
    engine.close();
    const work = (folder: Folder) => (): void => {
      const own = folder.engine(small);
      for (const part of [0, 1, 2]) write(own, written + part * 3_000, 3_000);
    };
    const uncut = copyOf(base);
    const changes = cutAfter(Number.POSITIVE_INFINITY, work(uncut));
    const [oldest = 0] = drawn(copyOf(uncut))[0] ?? [];
    assert.ok(changes > 20 && oldest > (before[0]?.[0] ?? 0), `${changes} changes, retention from ${oldest}`);
    for (let cut = offset; cut <= changes; cut += step) {
      const folder = copyOf(base);
      cutAfter(cut, work(folder));
      const left = drawn(copyOf(folder));
      const [first = 0, last = 0] = [left[0]?.[0], left.at(-1)?.[0]];
      assert.ok(first <= oldest && last >= written - 1, `cut ${cut}: ${first} to ${last}`);
      assert.equal(left.length, last - first + 1, `cut ${cut}: nothing is missing between`);
      assert.ok(left.every(([at = 0, value]) => value === Math.sqrt(at)));
      for (const each of folders.splice(1)) each.remove();
    }
  });

  it('from room on its disk deletes the oldest by its age all the same, and loses nothing else', () => {
    const folder = make();
    const engine = folder.engine(small);
    for (let turn = 0; turn < 4; turn += 1) {
      engine.take(batchOf(ramp('a', blockSamples, turn * blockSamples)));
      engine.flush();
      folder.now += 2 * day;
    }
    onFullDisk(() => {
      engine.take(batchOf(ramp('a', 2 * blockSamples, 4 * blockSamples)));
      for (let turn = 0; turn < 7; turn += 1) {
        engine.flush();
        const { problem } = engine.report();
        assert.ok(problem?.is === 'unwritable' && problem.code === 'ENOSPC');
        folder.now += day;
      }
    });
    const [first = 0, ...others] = all(engine, 'a').map(([at]) => at as number);
    assert.ok(first > 0 && first % blockSamples === 0, `from ${first} on`);
    assert.equal(others.at(-1), 6 * blockSamples - 1);
    assert.equal(others.length, 6 * blockSamples - 1 - first);
    engine.flush();
    assert.deepEqual([engine.report().problem, engine.report().lost], [undefined, 0]);
    engine.close();
    assert.equal(all(folder.engine(small), 'a', start + first * 1_000).at(-1)?.[0], 6 * blockSamples - 1);
  });
});
