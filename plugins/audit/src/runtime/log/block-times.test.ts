import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { logMigrations } from '@millwright/ledger';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { blockTimesOf, type Spot } from './block-times.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const size = 6000;

/** A log of times alone. */
function logOf(times: readonly number[]): DatabaseSync {
  const connection = new DatabaseSync(':memory:');
  for (const step of logMigrations) connection.exec(step);
  const insert = connection.prepare(
    "insert into event (seq, record, digest, words) values (?, ?, x'00', '')",
  );
  connection.exec('begin');
  times.forEach((time, seq) => {
    insert.run(seq, JSON.stringify({ time: new Date(time).toISOString() }));
  });
  connection.exec('commit');
  return connection;
}

const numbersIn = ({ first, last, seqs }: Spot): readonly number[] =>
  seqs ?? Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe(`where the events of a time are (SEED=${seed})`, () => {
  it('is told exactly, however the clock has leapt, and in few pieces where it has not', () => {
    const leaps = fc.array(
      fc.record({
        at: fc.nat({ max: size - 1 }),
        by: fc.integer({ min: -size, max: size }),
        back: fc.boolean(),
      }),
      { maxLength: 6 },
    );
    const moment = fc.option(fc.integer({ min: -2 * size, max: 3 * size }), { nil: undefined });
    const asked = fc.array(fc.record({ since: moment, until: moment, first: fc.nat({ max: size - 1 }) }), {
      minLength: 20,
      maxLength: 20,
    });
    const start = Date.parse('2026-11-26T08:00:00Z');
    fc.assert(
      fc.property(leaps, asked, (jumps, questions) => {
        let offset = 0;
        const times = Array.from({ length: size }, (_, seq) => {
          let outlier = 0;
          for (const { by, back } of jumps.filter(({ at }) => at === seq)) {
            if (back) outlier += by;
            else offset += by;
          }
          return start + seq + offset + outlier;
        });
        const connection = logOf(times);
        for (const { since, until, first } of questions) {
          const time = {
            since: since === undefined ? undefined : start + since,
            until: until === undefined ? undefined : start + until,
          };
          const spots = blockTimesOf(connection).spots({ first, last: size - 1 }, time);
          const expected = times.flatMap((each, seq) =>
            seq >= first && each >= (time.since ?? 0) && each < (time.until ?? Infinity) ? [seq] : [],
          );
          assert.deepEqual(spots.flatMap(numbersIn), expected);
          if (jumps.length === 0) assert.ok(spots.length <= 3);
        }
        connection.close();
      }),
      { seed, numRuns: process.env['MILLWRIGHT_ALL'] ? 40 : 4 },
    );
  });

  it('is nothing for a time before or after all texts of times', () => {
    const connection = logOf([0, Date.parse('9999-12-31T23:59:59.999Z')]);
    const spots = (since: number, until: number) =>
      blockTimesOf(connection).spots({ first: 0, last: 1 }, { since, until }).flatMap(numbersIn);
    assert.deepEqual(spots(1e15, 2e15), []);
    assert.deepEqual(spots(0, 1e15), [0, 1]);
    assert.deepEqual(spots(1, 8.64e15), [1]);
    connection.close();
  });
});
