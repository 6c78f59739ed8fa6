import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Retention } from '../../common/settings.ts';
import { believableTimes, type KeptVersion, planRetention } from './plan.ts';

const hour = 3600_000;
const now = Date.parse('2026-11-22T12:00:00Z');
const utcDay = (time: number) => new Date(time).toISOString().slice(0, 10);
const rules: Retention = { keepAllDays: 10, keepDailyDays: 100, maxBytes: 1_000_000_000 };

/** A version of its own content, so many hours ago. */
const made = (number: number, hoursAgo: number, more: Partial<KeptVersion> = {}): KeptVersion => ({
  number,
  time: now - hoursAgo * hour,
  stays: false,
  contents: [number],
  ...more,
});
interface Made extends Pick<KeptVersion, 'stays' | 'contents'> {
  readonly hoursAgo: number;
}
const plan = (versions: readonly KeptVersion[], more: Partial<Retention> = {}, believed = true) => {
  const ids = new Set(versions.flatMap(({ contents }) => contents));
  const sizes = new Map([...ids].map((id) => [id, 1_000_000]));
  const kept = { versions, sizes, used: ids.size * 1_000_000 };
  return planRetention(kept, { ...rules, ...more }, { now, believed, dayOf: utcDay });
};
const gone = (...parameters: Parameters<typeof plan>) => plan(...parameters).goes.map(({ number }) => number);

describe('what retention deletes', () => {
  it('is nothing while versions are young', () => {
    assert.deepEqual(gone([made(1, 239), made(2, 100), made(3, 0)]), []);
  });

  it('is all but the last of a day, and in the end that too', () => {
    const versions = [
      made(1, 101 * 24),
      made(2, 50 * 24 + 3),
      made(3, 50 * 24 + 2),
      made(4, 50 * 24 + 1),
      made(5, 20 * 24 + 10),
      made(6, 0),
    ];
    assert.deepEqual(gone(versions), [1, 2, 3]);
    assert.deepEqual(gone(versions, { keepDailyDays: 5 }), [1, 2, 3, 4, 5]);
  });

  it('keeps the last of a day also on the day from which on all are kept', () => {
    const versions = [made(1, 10 * 24 + 11), made(2, 10 * 24 + 1), made(3, 10 * 24 - 1)];
    assert.deepEqual(gone(versions), [1, 2]);
    assert.deepEqual(gone(versions.slice(0, 2)), [1]);
  });

  it('is never what stays, by whatever rule', () => {
    const versions = [1, 2, 3].map((number) => made(number, 1000 * 24, { stays: true }));
    assert.deepEqual(gone(versions, { maxVersions: 1, maxBytes: 1_000_000 }), []);
    assert.equal(plan(versions, { maxBytes: 1_000_000 }).tooLarge, true);
    assert.equal(plan(versions, { maxBytes: 3_000_000 }).tooLarge, false);
  });

  it('is the oldest beyond a number, counting those that stay', () => {
    const versions = [made(1, 5), made(2, 4, { stays: true }), made(3, 3), made(4, 2), made(5, 1)];
    assert.deepEqual(gone(versions, { maxVersions: 3 }), [1, 3]);
  });

  it('is the oldest beyond a size, of which shared contents free nothing', () => {
    const versions = [
      made(1, 5, { contents: [1, 9] }),
      made(2, 4, { contents: [2, 9] }),
      made(3, 3, { contents: [3, 9] }),
    ];
    const { goes, contents, frees } = plan(versions, { maxBytes: 3_000_000 });
    assert.deepEqual([goes.map(({ number }) => number), contents, frees], [[1], [1], 1_000_000]);
    assert.deepEqual(plan(versions, { maxBytes: 2_000_000 }).contents, [1, 2]);
  });

  it('is nothing by its age with a clock that is not believed; number and size hold', () => {
    const versions = [made(1, 5000 * 24), made(2, 4000 * 24), made(3, 3000 * 24)];
    assert.deepEqual(gone(versions, {}, false), []);
    assert.deepEqual(gone(versions, { maxVersions: 2 }, false), [1]);
  });

  it('is nothing by its age where the clock was ahead when it was made', () => {
    assert.deepEqual(gone([made(1, -900_000), made(2, 0)]), []);
  });

  it('is judged by the time of later versions where the clock had not been set, or was far ahead', () => {
    const wrong = (number: number, time: number) => made(number, 0, { time });
    const from1970 = [wrong(1, 5000), wrong(2, 6000), made(3, 24), made(4, 0)];
    assert.deepEqual(gone(from1970), []);
    assert.deepEqual(gone(from1970.slice(0, 2)), []);
    const from2099 = [wrong(1, Date.parse('2099-01-01')), made(2, 150 * 24), made(3, 0)];
    assert.deepEqual(gone(from2099), [1, 2]);
    assert.deepEqual(gone([made(1, 1), made(2, 200 * 24), made(3, 0)]), []);
  });

  it('is never younger in truth than the rules say, whichever clocks were wrong', () => {
    const wrong = fc.constantFrom(undefined, undefined, 0, 1_000_000_000_000, Date.parse('2099-05-01'));
    const version = fc.tuple(fc.integer({ min: 0, max: 60 * 24 }), wrong);
    fc.assert(
      fc.property(fc.array(version, { maxLength: 30 }), (list) => {
        const truth = list.map(([hoursAgo]) => now - hoursAgo * hour).sort((a, b) => a - b);
        const versions = truth.map((time, index) => ({ number: index + 1, time: list[index]?.[1] ?? time }));
        const times = [...believableTimes(versions, now).values()];
        assert.equal(times.length, versions.length);
        for (const [index, time] of times.entries()) {
          assert.ok(time >= (truth[index] ?? now) && time <= now);
          assert.ok(time >= (times[index - 1] ?? 0));
        }
      }),
    );
  });

  it('is what nobody needs already', () => {
    const kept = {
      versions: [made(1, 0)],
      sizes: new Map([
        [1, 10],
        [7, 20],
      ]),
      used: 30,
    };
    const { goes, contents, frees } = planRetention(kept, rules, { now, believed: true, dayOf: utcDay });
    assert.deepEqual([goes, contents, frees], [[], [7], 20]);
  });

  it('leaves what stays and its contents alone, whatever the rules', () => {
    const described: fc.Arbitrary<readonly Made[]> = fc.array(
      fc.record({
        hoursAgo: fc.integer({ min: -5000, max: 50_000 }),
        stays: fc.boolean(),
        contents: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1 }),
      }),
      { maxLength: 40 },
    );
    const inOrder = (all: readonly Made[]) => [...all].sort((a, b) => b.hoursAgo - a.hoursAgo);
    const versions = fc
      .oneof(described, described.map(inOrder))
      .map((all) => all.map(({ hoursAgo, ...more }, index) => made(index + 1, hoursAgo, more)));
    const some = fc.record({
      keepAllDays: fc.integer({ min: 1, max: 500 }),
      keepDailyDays: fc.integer({ min: 1, max: 500 }),
      maxVersions: fc.integer({ min: 1, max: 40 }),
      maxBytes: fc.integer({ min: 1_000_000, max: 40_000_000 }),
    });
    const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
    fc.assert(
      fc.property(versions, some, fc.boolean(), (all, chosen, believed) => {
        const { goes, contents, tooLarge } = plan(all, chosen, believed);
        const remain = all.filter((version) => !goes.includes(version));
        assert.ok(goes.every(({ stays }) => !stays));
        const needed = new Set(remain.flatMap((version) => version.contents));
        assert.ok(contents.every((id) => !needed.has(id)));
        assert.ok(remain.length <= chosen.maxVersions || remain.every(({ stays }) => stays));
        if (tooLarge) assert.ok(remain.every(({ stays }) => stays));
        // A clock that went back makes a version count as younger for as long as those before it are there to tell.
        if (all.every(({ time }, index) => time >= (all[index - 1]?.time ?? 0)))
          assert.deepEqual(plan(remain, chosen, believed).goes, []);
      }),
      { seed },
    );
  });
});
