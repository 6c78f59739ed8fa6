import assert from 'node:assert/strict';
import { all, batchOf, Folder, ramp, sample, start, values } from './engine.fixture.ts';
import type { StoreEngine } from './engine.ts';
import { blockSamples } from './series.ts';

describe('retention in a store of samples', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('deletes the oldest when it takes more than it may, and tags of which nothing is left', () => {
    const engine = folder.engine({ bytes: 200_000 });
    engine.take(batchOf(ramp('old', 2 * blockSamples)));
    engine.flush();
    for (let turn = 0; turn < 40; turn += 1) {
      engine.take(
        batchOf(
          Array.from({ length: 2_048 }, (_, index) => sample('a', turn * 2_048 + index, Math.random())),
        ),
      );
      engine.flush();
    }
    const { bytes, tags } = engine.report();
    assert.ok(bytes <= 260_000, String(bytes));
    assert.deepEqual(
      tags?.map(({ tag }) => tag),
      ['a'],
    );
    const [first] = all(engine, 'a');
    assert.equal(first?.[0], ((tags?.[0]?.first ?? 0) - start) / 1_000);
    assert.deepEqual(all(engine, 'old'), []);
  });

  it('deletes by age, and nothing while the clock is in doubt', () => {
    const days = (count: number): void => {
      folder.now += count * 24 * 3_600_000;
      engine.take(batchOf([{ ...sample('a', 0, 1), time: folder.now }]));
      engine.flush();
    };
    const engine = folder.engine({ days: 10 });
    engine.take(batchOf(ramp('gone', 2 * blockSamples)));
    engine.flush();
    for (let day = 0; day < 4; day += 1) days(1);
    folder.now += 2_000 * 24 * 3_600_000;
    engine.flush();
    assert.ok(all(engine, 'gone').length > 0, 'a clock that leaps deletes nothing');
    folder.now -= 2_000 * 24 * 3_600_000;
    for (let day = 0; day < 10; day += 1) days(1);
    assert.deepEqual(all(engine, 'gone'), []);
    assert.deepEqual(
      engine.report().tags?.map(({ tag }) => tag),
      ['a'],
    );
  });

  it('deletes by age what comes too seldom to fill a block, too', () => {
    const engine = folder.engine({ days: 10 });
    engine.take(batchOf([sample('seldom', 0, 1)]));
    for (let day = 0; day < 16; day += 1) {
      engine.flush();
      folder.now += 24 * 3_600_000;
      engine.take(batchOf([{ ...sample('a', 0, 1), time: folder.now }]));
    }
    engine.flush();
    assert.deepEqual(all(engine, 'seldom'), []);
    assert.ok((engine.report().tags?.[0]?.first ?? 0) > start + 24 * 3_600_000);
  });

  const year = 365 * 86_400;

  it('keeps good samples and forgets no age while some samples come from the future, and names the newest by what comes', () => {
    const engine = folder.engine({ days: 10 });
    const newest = (each = engine): number => ((each.report().tags?.[0]?.last ?? 0) - start) / 1_000;
    engine.take(batchOf([...ramp('a', blockSamples), sample('a', year, 1)]));
    engine.flush();
    for (let day = 1; day <= 5; day += 1) {
      folder.now += 24 * 3_600_000;
      engine.take(batchOf(ramp('a', blockSamples, day * 86_400)));
      engine.flush();
    }
    const drawn = (each: StoreEngine, day: number): number =>
      all(each, 'a', start + day * 86_400_000, start + day * 86_400_000 + 2e6).length;
    for (const day of [0, 1, 2, 3, 4, 5]) assert.equal(drawn(engine, day), blockSamples, `day ${day}`);
    engine.close();
    const again = folder.engine({ days: 10 });
    assert.equal(newest(again), 5 * 86_400 + blockSamples - 1);
    for (let day = 6; day <= 18; day += 1) {
      folder.now += 24 * 3_600_000;
      again.take(batchOf([sample('a', day * 86_400, 1)]));
      again.flush();
    }
    assert.equal(newest(again), 18 * 86_400);
    assert.equal(drawn(again, 4), 0, 'the old ones have gone');
  });

  it('loses nothing by a clock that goes back by hours or forward by a year, also over restarts', () => {
    const hours = (count: number): void => {
      folder.now += count * 3_600_000;
    };
    let written = 0;
    let engine = folder.engine({ days: 10 });
    const write = (): void => {
      engine.take(batchOf(ramp('a', blockSamples, written * blockSamples)));
      written += 1;
      engine.flush();
      engine.close();
      engine = folder.engine({ days: 10 });
    };
    write();
    for (const step of [25, -5, 365 * 24, 25, 25, -366 * 24 - 20, 25, 25]) {
      hours(step);
      write();
      assert.equal(values(engine, 'a').length, written * blockSamples);
    }
    // Once all is right again, age counts again, also for what was written meanwhile.
    for (let day = 0; day < 25; day += 1) {
      hours(24);
      engine.take(batchOf([{ ...sample('a', 0, 1), time: folder.now }]));
      engine.flush();
    }
    assert.ok((engine.report().tags?.[0]?.first ?? 0) > start + written * blockSamples * 1_000);
  });
});
