import assert from 'node:assert/strict';
import { all, batchOf, Folder, ramp, sample, start } from './engine.fixture.ts';
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
});
