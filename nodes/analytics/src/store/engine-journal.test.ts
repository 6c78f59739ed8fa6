import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { all, batchOf, between, Folder, interrupted, ramp, spoil, start } from './engine.fixture.ts';
import { blockSamples } from './series.ts';

describe('the journal of a store of samples', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('loses only what comes after the last flush, wherever a journal or a segment is torn', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 3 * blockSamples + 10)));
    engine.flush();
    const kept = all(engine, 'a');
    engine.take(batchOf(ramp('a', 700, 4_000)));
    engine.flush();
    engine.close();
    const [journal = ''] = folder.files(/^journal/);
    const [segment = ''] = folder.files(/\.blocks$/);
    const sizes = [statSync(journal).size, statSync(segment).size];
    assert.ok(sizes.every((size) => size > 0));
    truncateSync(journal, statSync(journal).size - 5);
    appendFileSync(segment, Buffer.from('MWSR and then the power went'));
    const again = folder.engine();
    assert.deepEqual(all(again, 'a', start, start + 3_999_000), kept);
    again.take(batchOf(ramp('a', 2 * blockSamples, 10_000)));
    again.close();
    assert.equal(all(folder.engine(), 'a', start + 10_000_000).length, 2 * blockSamples);
  });

  it('takes from the journal what a power cut kept out of the segment', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 2_500)));
    engine.flush();
    const whole = all(engine, 'a');
    engine.close();
    const [segment = ''] = folder.files(/\.blocks$/);
    const bytes = readFileSync(segment);
    const second = bytes.indexOf('MWSR', 10);
    for (const left of [
      bytes.subarray(0, second),
      Buffer.alloc(0),
      Buffer.concat([Buffer.alloc(second), bytes.subarray(second)]),
    ]) {
      writeFileSync(segment, left);
      const copy = new Folder();
      cpSync(folder.directory, copy.directory, { recursive: true });
      assert.deepEqual(all(copy.engine(), 'a'), whole);
      copy.remove();
    }
  });

  it('takes what is behind a damaged frame of the journal, interrupts lines there, and keeps the journal', () => {
    const engine = folder.engine();
    for (const from of [0, 100, 200]) {
      engine.take(batchOf([...ramp('a', 100, from), ...ramp('b', 100, from)]));
      engine.flush();
    }
    engine.close();
    const [journal = ''] = folder.files(/^journal/);
    const bytes = readFileSync(journal);
    const frames = [...bytes.toString('latin1').matchAll(/MWSJ/g)].map(({ index }) => index);
    assert.equal(frames.length, 4);
    spoil(journal, (frames[2] ?? 0) + 30);
    for (const turn of [1, 2]) {
      const again = folder.engine();
      for (const tag of ['a', 'b']) {
        const drawn = all(again, tag);
        assert.deepEqual(
          [drawn.length, interrupted(drawn), drawn[99]?.[0], drawn[101]?.[0]],
          [201, [99.001], 99, 200],
          `turn ${turn}`,
        );
      }
      const { damage } = again.report();
      assert.deepEqual(damage, turn === 1 ? { places: 1, tags: [], ...between(99, 200) } : undefined);
      again.close();
    }
    assert.equal(folder.files(/^journal.*damaged$/).length, 1);
  });

  it('goes on without a journal that cannot be read, says so and keeps it', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', blockSamples + 10)));
    engine.close();
    const [journal = ''] = folder.files(/^journal/);
    rmSync(journal);
    mkdirSync(journal);
    const again = folder.engine();
    const { damage, problem } = again.report();
    assert.deepEqual([damage?.places, problem], [1, undefined]);
    again.take(batchOf(ramp('a', 10, 5_000)));
    assert.deepEqual(interrupted(all(again, 'a')), [blockSamples - 1 + 0.001]);
    again.close();
    assert.equal(folder.files(/^journal.*damaged$/).length, 1);
    assert.equal(all(folder.engine(), 'a').length, blockSamples + 11);
  });
});
