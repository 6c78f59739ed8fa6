import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 as crc } from 'node:zlib';
import fc from 'fast-check';
import type { NewSample } from './batch.ts';
import { all, batchOf, Folder, sample, start } from './engine.fixture.ts';
import { blockSamples } from './series.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

describe(`a store of samples (seed ${seed})`, () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const files = (pattern: RegExp): readonly string[] =>
    readdirSync(folder.directory)
      .filter((name) => pattern.test(name))
      .map((name) => join(folder.directory, name));
  const ramp = (tag: string, count: number, from = 0): readonly NewSample[] =>
    Array.from({ length: count }, (_, index) => sample(tag, from + index, (from + index) % 97));
  const expected = (samples: readonly NewSample[]): readonly number[][] => {
    const last = new Map(samples.map(({ time, value }) => [time, value]));
    return [...last].sort(([a], [b]) => a - b).map(([time, value]) => [(time - start) / 1_000, value]);
  };

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
    engine.close();
    const again = folder.engine();
    const entered = (tag: string, second: number, lookBack: number): readonly number[][] => {
      const from = start + second * 1_000;
      const view = { from, to: from + 10_000, pixels: 10, gap: Number.POSITIVE_INFINITY, lookBack };
      const { times, values } = again.line(tag, view);
      return Array.from(times, (time, row) => [(time - start) / 1_000, values[row] as number]);
    };
    const last = 2 * blockSamples - 1;
    assert.deepEqual(entered('a', 100.5, 1_000)[0], [100, 100 % 97]);
    assert.deepEqual(entered('a', 200_000, Number.POSITIVE_INFINITY), [[last, last % 97]]);
    assert.deepEqual(entered('a', 200_000, 60_000), []);
    assert.deepEqual(entered('b', 100, Number.POSITIVE_INFINITY), []);
  });

  it('keeps folder and files to their owner', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 2 * blockSamples)));
    engine.flush();
    assert.equal(statSync(folder.directory).mode & 0o777, 0o700);
    for (const file of files(/./)) assert.equal(statSync(file).mode & 0o077, 0, file);
  });

  it('draws any history the same before and after any restarts, flushes and rotations, as if it had been kept in a list', () => {
    const histories = fc.array(
      fc.record({
        tag: fc.constantFrom('a', 'b', 'c'),
        count: fc.integer({ min: 1, max: 1_500 }),
        from: fc.integer({ min: 0, max: 3_000 }),
        next: fc.constantFrom('flush', 'restart', 'crash', 'nothing', 'day'),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(histories, (steps) => {
        const own = new Folder();
        try {
          const written: NewSample[] = [];
          let engine = own.engine({ bytes: 100_000 * 16 });
          for (const { tag, count, from, next } of steps) {
            const samples = ramp(tag, count, from);
            written.push(...samples);
            engine.take(batchOf(samples));
            if (next === 'day') own.now += 25 * 3_600_000;
            if (next !== 'nothing') engine.flush();
            // A process that is killed gives back its lock, and nothing else.
            if (next === 'restart' || next === 'crash') {
              if (next === 'crash') cpSync(own.directory, `${own.directory}-left`, { recursive: true });
              engine.close();
              if (next === 'crash') own.restore();
              engine = own.engine({ bytes: 100_000 * 16 });
            }
          }
          for (const tag of ['a', 'b', 'c'])
            assert.deepEqual(all(engine, tag), expected(written.filter((each) => each.tag === tag)));
        } finally {
          own.remove();
        }
      }),
      { seed, numRuns: 25 },
    );
  });

  it('loses only what comes after the last flush, wherever a journal or a segment is torn', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 3 * blockSamples + 10)));
    engine.flush();
    const kept = all(engine, 'a');
    engine.take(batchOf(ramp('a', 700, 4_000)));
    engine.flush();
    engine.close();
    const [journal = ''] = files(/^journal/);
    const [segment = ''] = files(/\.blocks$/);
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
    const [segment = ''] = files(/\.blocks$/);
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

  it('makes a lost index anew, and draws the same', () => {
    const engine = folder.engine({ bytes: 1_000_000 });
    for (let turn = 0; turn < 8; turn += 1) {
      engine.take(
        batchOf(
          Array.from({ length: 8_192 }, (_, index) => sample('a', turn * 8_192 + index, Math.random())),
        ),
      );
      engine.flush();
    }
    const before = all(engine, 'a');
    engine.close();
    const [first = '', ...others] = files(/\.index$/);
    assert.ok(others.length > 1);
    writeFileSync(first, 'nothing of use');
    const again = folder.engine({ bytes: 1_000_000 });
    assert.deepEqual(all(again, 'a'), before);
    assert.ok(statSync(first).size > 1_000);
  });

  it('leaves out a damaged block, says so, and interrupts the line there', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 6 * blockSamples)));
    engine.flush();
    engine.close();
    const [segment = ''] = files(/\.blocks$/);
    const bytes = readFileSync(segment);
    const third = bytes.indexOf('MWSR', bytes.indexOf('MWSR', 10) + 10);
    bytes.writeUInt8(bytes.readUInt8(third + 400) ^ 1, third + 400);
    writeFileSync(segment, bytes);
    for (const journal of files(/^journal/)) writeFileSync(journal, '');
    const again = folder.engine();
    const left = all(again, 'a');
    assert.equal(left.length, 5 * blockSamples);
    assert.equal(again.report().damaged, 1);
  });

  it('never cuts off what a newer version wrote, and goes on beside it', () => {
    const engine = folder.engine();
    engine.take(batchOf(ramp('a', 2 * blockSamples)));
    engine.close();
    const [segment = ''] = files(/\.blocks$/);
    const [journal = ''] = files(/^journal/);
    const bytes = readFileSync(segment);
    const last = bytes.lastIndexOf('MWSB');
    bytes.writeUInt8(9, last + 8);
    bytes.writeUInt32LE(crc(bytes.subarray(last, last + 110)), last + 110);
    writeFileSync(segment, bytes);
    const newer = readFileSync(journal);
    newer.writeUInt8(9, 4);
    newer.writeUInt32LE(crc(newer.subarray(0, 20)), 20);
    writeFileSync(journal, newer);
    const again = folder.engine();
    assert.deepEqual(
      again.report().unknownFormats.map(({ format }) => format),
      [9, 9],
    );
    assert.equal(all(again, 'a').length, blockSamples);
    again.take(batchOf(ramp('b', 2 * blockSamples)));
    again.close();
    assert.deepEqual(readFileSync(segment), bytes);
    assert.deepEqual(readFileSync(`${journal}.format-9`), newer);
    assert.equal(all(folder.engine(), 'b').length, 2 * blockSamples);
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
