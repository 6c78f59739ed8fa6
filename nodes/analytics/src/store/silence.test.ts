import assert from 'node:assert/strict';
import { batchOf, drawn, Folder, ramp, sample, start } from './engine.fixture.ts';
import { blockSamples } from './series.ts';

const hours = 3 * 3_600;

describe('a store that was not there for a while', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  /** One that has kept a value of a hundred seconds and one of ten, and begins again three hours later. */
  const later = () => {
    folder.now = start + 100_000;
    const engine = folder.engine();
    engine.take(batchOf([...ramp('often', 101), sample('seldom', 10, 7)]));
    engine.close();
    folder.now += hours * 1_000;
    return folder.engine();
  };

  it('draws no line through the time in which nothing was recorded, before and after something comes', () => {
    const engine = later();
    assert.deepEqual(drawn(engine, 'often').slice(-2), [
      [100, 100 % 97],
      [100.001, Number.NaN],
    ]);
    engine.take(batchOf([sample('often', hours + 101, 1), sample('often', hours + 102, 2)]));
    assert.deepEqual(drawn(engine, 'often').slice(-4), [
      [100, 100 % 97],
      [100.001, Number.NaN],
      [hours + 101, 1],
      [hours + 102, 2],
    ]);
    assert.equal(engine.report().lost, 0);
  });

  it('knows of what comes seldom until the last sample of any tag, and keeps it so over the next start', () => {
    const engine = later();
    engine.take(batchOf([sample('seldom', hours + 110, 8)]));
    engine.close();
    const expected = [
      [10, 7],
      [100.001, Number.NaN],
      [hours + 110, 8],
    ];
    assert.deepEqual(drawn(folder.engine(), 'seldom').slice(0, 3), expected);
  });

  it('lets a value hold where its source says after the start that it has held', () => {
    const engine = later();
    engine.take(batchOf([sample('seldom', 10, 7), sample('seldom', hours + 110, 8)]));
    assert.deepEqual(drawn(engine, 'seldom'), [
      [10, 7],
      [hours + 110, 8],
    ]);
  });

  it('is not misled by a tag of which the clock goes ahead', () => {
    folder.now = start + 100_000;
    const engine = folder.engine();
    engine.take(batchOf([sample('ahead', 1_900, 1), sample('leapt', 900_000, 1), sample('a', 100, 1)]));
    engine.close();
    folder.now += 60_000;
    const again = folder.engine();
    again.take(batchOf([sample('a', 161, 2), sample('ahead', 1_961, 2), sample('leapt', 161, 2)]));
    const marked = (tag: string) => drawn(again, tag).filter(([, value]) => Number.isNaN(value));
    assert.deepEqual(marked('a'), [[100.001, Number.NaN]]);
    assert.deepEqual(marked('ahead'), [[1_900.001, Number.NaN]]);
  });

  it('adds nothing while it stays, nor to a tag that is new', () => {
    const engine = later();
    engine.take(batchOf([sample('new', hours + 101, 1)]));
    for (let block = 0; block < 3; block += 1) {
      engine.take(batchOf(ramp('new', blockSamples, hours + 200 + block * blockSamples)));
      engine.flush();
    }
    assert.equal(drawn(engine, 'new').length, 1 + 3 * blockSamples);
  });
});
