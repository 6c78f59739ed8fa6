import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Hold } from '../../common/settings.ts';
import {
  type Block,
  beyond,
  cutOff,
  firstToStay,
  heldBy,
  olderThan,
  oldestBelieved,
  type Times,
  undelivered,
} from './plan.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const hour = 3600_000;
const day = 24 * hour;
const now = Date.parse('2027-03-10T12:00:00Z');

/** Events by the time that each one says, in the order in which they were written. */
const times = (all: readonly number[]): Times => {
  const believed = (time: number) => time >= oldestBelieved && time <= now;
  const first = (from: number, holds: (time: number) => boolean) => {
    const found = all.findIndex((time, seq) => seq >= from && holds(time));
    return found < 0 ? undefined : found;
  };
  const last = (before: number, holds: (time: number) => boolean) => {
    const found = all.findLastIndex((time, seq) => seq < before && holds(time));
    return found < 0 ? undefined : found;
  };
  return {
    size: all.length,
    firstSince: (moment) => first(0, (time) => time >= moment && time <= now),
    lastBelieved: (before, moment) => last(before, (time) => believed(time) && time < moment),
    within: (since = 0, until = Number.POSITIVE_INFINITY) => {
      const inside = (time: number) => time >= since && time < until;
      const from = first(0, inside);
      const to = last(all.length, inside);
      return from === undefined || to === undefined ? undefined : { from, to };
    },
  };
};
const ago = (...hours: readonly number[]) => times(hours.map((count) => now - count * hour));
const in1970 = 5000;
const in2099 = Date.parse('2099-01-01');

describe(`what a retention takes (SEED=${seed})`, () => {
  it('by age is whole days', () => {
    assert.equal(new Date(cutOff(30, now)).toISOString(), '2027-02-08T00:00:00.000Z');
    assert.equal(cutOff(30, now), cutOff(30, now + 11 * hour));
  });

  it('by age is what comes before the first that is young enough', () => {
    assert.equal(olderThan(now - 10 * hour, ago(30, 20, 11, 9, 1)), 3);
    assert.equal(olderThan(now - 10 * hour, ago(9, 1)), 0);
    assert.equal(olderThan(now - 10 * hour, ago(30, 11)), 2);
    assert.equal(olderThan(now - 10 * hour, ago()), 0);
    assert.equal(olderThan(now - 10 * hour, ago(30, 1, 20, 9)), 1);
  });

  it('by age is judged by what comes later where a clock had not been set, or was far ahead', () => {
    const at = now - 10 * hour;
    const old = now - 20 * hour;
    assert.equal(olderThan(at, times([in1970, in1970, now])), 0);
    assert.equal(olderThan(at, times([in1970, in1970])), 0);
    assert.equal(olderThan(at, times([old, in1970, now])), 1);
    assert.equal(olderThan(at, times([old, in1970, old, now])), 3);
    assert.equal(olderThan(at, times([in2099, old, now])), 2);
    assert.equal(olderThan(at, times([old, in2099])), 1);
  });

  it('by age is never younger in truth than the rules say, whichever clocks were wrong', () => {
    const wrong = fc.constantFrom(undefined, undefined, 0, 1_000_000_000_000, in2099);
    const event = fc.tuple(fc.integer({ min: 0, max: 60 * 24 }), wrong);
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.nat(60 * 24), (list, hours) => {
        const truth = list.map(([hoursAgo]) => now - hoursAgo * hour).sort((a, b) => a - b);
        const moment = now - hours * hour;
        const before = olderThan(moment, times(truth.map((time, index) => list[index]?.[1] ?? time)));
        assert.ok(truth.slice(0, before).every((time) => time < moment));
      }),
      { seed },
    );
  });

  it('leaves what a hold keeps, and what may have been in it', () => {
    const log = times([now - 9 * day, in1970, now - 5 * day, now - 4 * day, in2099, now - day, now]);
    const hold = (since?: number, until?: number) => ({
      id: 'h',
      reason: 'Case 7',
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    });
    assert.deepEqual(heldBy(hold(now - 6 * day, now - 3 * day), log), { from: 1, to: 4 });
    assert.deepEqual(heldBy(hold(undefined, now - 8 * day), log), { from: 0, to: 1 });
    assert.deepEqual(heldBy(hold(now - 2 * day), log), { from: 4, to: 6 });
    assert.deepEqual(heldBy(hold(), log), { from: 0, to: 6 });
    assert.deepEqual(heldBy(hold(now - 3 * day, now - 2 * day), log), { from: 4, to: 4 });
    assert.equal(heldBy(hold(now - 8 * day, now - 7 * day), times([now - 9 * day, now])), undefined);
  });

  it('leaves all that was in a hold in truth, whichever clocks were wrong', () => {
    const wrong = fc.constantFrom(undefined, undefined, 0, 1_000_000_000_000, in2099);
    const event = fc.tuple(fc.integer({ min: 0, max: 60 * 24 }), wrong);
    const hours = fc.option(fc.nat(60 * 24), { nil: undefined });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), hours, hours, (list, one, other) => {
        const truth = list.map(([hoursAgo]) => now - hoursAgo * hour).sort((a, b) => a - b);
        const log = times(truth.map((time, index) => list[index]?.[1] ?? time));
        const since = one === undefined ? undefined : now - one * hour;
        const until = other === undefined ? undefined : now - other * hour;
        const held = heldBy({ id: 'h', reason: 'h', since, until } as Hold, log);
        for (const [seq, time] of truth.entries()) {
          if (time < (since ?? 0) || time >= (until ?? now + 1)) continue;
          assert.ok(held && held.from <= seq && seq <= held.to, `${seq} is not held`);
        }
      }),
      { seed },
    );
  });

  it('by size is the oldest, and a little more than it has to be', () => {
    const blocks: Block[] = [0, 10, 20, 30].map((from) => ({ from, events: 10, bytes: 1000 }));
    assert.equal(beyond(blocks, 4000), undefined);
    assert.deepEqual(beyond(blocks, 3999), { block: blocks[0], keep: 799 });
    assert.deepEqual(beyond(blocks, 2000), { block: blocks[2], keep: 900 });
    assert.deepEqual(beyond(blocks, 0), { block: blocks[3], keep: 0 });
    const events = [3, 5, 6].map((seq) => ({ seq, bytes: 100 }));
    assert.equal(firstToStay(events, 250), 5);
    assert.equal(firstToStay(events, 300), 3);
    assert.equal(firstToStay(events, 99), undefined);
  });

  it('leaves what a destination still has to be sent', () => {
    const behind = [
      { seq: 40, classes: ['change', 'read'] },
      { seq: 30, classes: ['change'] },
    ] as const;
    assert.equal(undelivered('change', behind), 30);
    assert.equal(undelivered('read', behind), 40);
    assert.equal(undelivered('system', behind), Number.POSITIVE_INFINITY);
  });
});
