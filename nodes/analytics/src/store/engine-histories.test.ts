import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import fc from 'fast-check';
import type { NewSample } from './batch.ts';
import { batchOf, drawn, Folder, ramp, start } from './engine.fixture.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** What stands behind the latest sample where a restart came in between, if that is how it begins again. */
const interruption = (tag: string, written: readonly NewSample[], next: number): readonly NewSample[] => {
  const time = Math.max(...written.map((each) => each.time)) + 1;
  return next > time ? [{ tag, time, value: Number.NaN, quality: 2 }] : [];
};

/** What has to be drawn. Plain on purpose. */
const expected = (samples: readonly NewSample[]): readonly number[][] => {
  const last = new Map(samples.map(({ time, value }) => [time, value]));
  return [...last].sort(([a], [b]) => a - b).map(([time, value]) => [(time - start) / 1_000, value]);
};

describe(`histories in a store of samples (seed ${seed})`, () => {
  it('are drawn the same before and after any restarts, flushes and rotations, as if it had been kept in a list', () => {
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
          own.now = start + 10_000_000;
          const written: NewSample[] = [];
          let before: readonly NewSample[] = [];
          const silent = new Set<string>();
          let engine = own.engine({ bytes: 100_000 * 16 });
          for (const { tag, count, from, next } of steps) {
            const samples = ramp(tag, count, from);
            const [first] = samples;
            if (first && silent.delete(tag)) written.push(...interruption(tag, before, first.time));
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
              before = [...written];
              for (const each of written) silent.add(each.tag);
            }
          }
          for (const tag of silent) {
            const [known] = interruption(tag, before, Number.POSITIVE_INFINITY);
            if (known) written.push(known);
          }
          const { damage, notices } = engine.report();
          assert.deepEqual([damage, notices], [undefined, []]);
          for (const tag of ['a', 'b', 'c'])
            assert.deepEqual(drawn(engine, tag), expected(written.filter((each) => each.tag === tag)));
        } finally {
          own.remove();
        }
      }),
      { seed, numRuns: 25 },
    );
  });
});
