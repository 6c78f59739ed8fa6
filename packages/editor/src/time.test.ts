import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chooseLocale, dayKey, timeFormat } from './time.ts';

const english = timeFormat('en-GB');
const german = timeFormat('de');
const at = (...parts: [number, number, number, number?, number?, number?]): number =>
  new Date(parts[0], parts[1] - 1, parts[2], parts[3] ?? 0, parts[4] ?? 0, parts[5] ?? 0).getTime();

describe('times in a list', () => {
  const now = at(2026, 11, 22, 14, 30);

  it('are relative within the hour, and the time of day before that', () => {
    assert.equal(english.short(now - 59_000, now), 'now');
    assert.equal(english.short(now - 60_000, now), '1 min');
    assert.match(english.short(now - 59 * 60_000, now), /^59 min/);
    assert.equal(english.short(now - 60 * 60_000, now), '13:30');
    assert.equal(german.short(now - 30_000, now), 'jetzt');
    assert.equal(german.short(now - 120_000, now), '2 Min.');
  });

  it('of a server whose clock is ahead are now', () => {
    assert.equal(english.short(now + 90_000, now), 'now');
  });

  it('are brief in a drop-down', () => {
    assert.equal(english.brief(at(2026, 11, 21, 9, 5, 7)), '21 Nov 2026, 09:05');
    assert.equal(german.brief(at(2026, 11, 21, 9, 5, 7)), '21.11.2026, 09:05');
  });

  it('are exact where one looks closer', () => {
    const exact = english.exact(at(2026, 11, 21, 9, 5, 7));
    assert.match(exact, /21 November 2026/);
    assert.match(exact, /09:05:07/);
  });
});

describe('days', () => {
  const now = at(2026, 11, 22, 0, 10);

  it('are called today and yesterday by the calendar, not by hours', () => {
    assert.equal(english.day(at(2026, 11, 22), now), 'Today');
    assert.equal(english.day(at(2026, 11, 21, 23, 59), now), 'Yesterday');
    assert.equal(german.day(at(2026, 11, 21, 0, 0), now), 'Gestern');
    assert.match(english.day(at(2026, 11, 20), now), /^Friday,? 20 November$/);
  });

  it('carry the year when it is another one', () => {
    assert.match(english.day(at(2025, 12, 31), at(2026, 1, 15)), /2025/);
  });

  it('are 23 and 25 hours long where clocks change', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      for (const [month, day] of [
        [3, 29],
        [10, 25],
      ] as const) {
        const evening = at(2026, month, day, 23, 30);
        assert.equal(english.day(at(2026, month, day, 0, 5), evening), 'Today');
        assert.equal(english.day(at(2026, month, day - 1, 23, 55), evening), 'Yesterday');
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('keep the order of times', () => {
    const seed = Number(process.env['SEED'] ?? Date.now());
    const times = fc.integer({ min: at(2020, 1, 1), max: at(2030, 1, 1) });
    fc.assert(
      fc.property(times, times, (one, other) => {
        const same = new Date(one).toDateString() === new Date(other).toDateString();
        return same === (dayKey(one) === dayKey(other));
      }),
      { seed },
    );
  });
});

describe('the locale', () => {
  it('is in the language of the texts, with the region that the user prefers', () => {
    assert.equal(chooseLocale('en-US', ['de-DE', 'en-GB']), 'en-GB');
    assert.equal(chooseLocale('de', ['de-AT', 'en']), 'de-AT');
    assert.equal(chooseLocale('de', ['fr-FR']), 'de');
  });
});
