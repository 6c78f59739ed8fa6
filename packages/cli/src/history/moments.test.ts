import assert from 'node:assert/strict';
import { isoWithOffset, localMinute, parseMoment } from './moments.ts';

const now = new Date(2026, 10, 25, 22, 31, 5, 7);
const local = (...of: [number, number, number, number?, number?, number?]): number =>
  new Date(...of).getTime();

describe('a moment', () => {
  it('is said in the time of this machine', () => {
    assert.equal(localMinute(now.getTime()), '2026-11-25 22:31');
    const iso = isoWithOffset(now.getTime());
    assert.match(iso, /^2026-11-25T22:31:05\.007[+-]\d\d:\d\d$/);
    assert.equal(new Date(iso).getTime(), now.getTime());
  });

  for (const [text, since, until] of [
    ['2026-11-01', local(2026, 10, 1), local(2026, 10, 2)],
    ['today', local(2026, 10, 25), local(2026, 10, 26)],
    ['yesterday', local(2026, 10, 24), local(2026, 10, 25)],
    ['2026-11-01 14:05', local(2026, 10, 1, 14, 5), local(2026, 10, 1, 14, 5)],
    ['2026-11-01T14:05:09', local(2026, 10, 1, 14, 5, 9), local(2026, 10, 1, 14, 5, 9)],
    ['2026-11-01T14:05Z', Date.UTC(2026, 10, 1, 14, 5), Date.UTC(2026, 10, 1, 14, 5)],
    [
      '2026-11-01T14:05:00.250+02:00',
      Date.UTC(2026, 10, 1, 12, 5, 0, 250),
      Date.UTC(2026, 10, 1, 12, 5, 0, 250),
    ],
    ['90m', now.getTime() - 5_400_000, now.getTime() - 5_400_000],
    [' 2w ', now.getTime() - 1_209_600_000, now.getTime() - 1_209_600_000],
  ] as const) {
    it(`is read from "${text}"`, () => {
      assert.equal(parseMoment(text, 'since', now), since);
      assert.equal(parseMoment(text, 'until', now), until);
    });
  }

  for (const text of ['', '2026-02-30', '2026-13-01', '1.11.2026', '2026-11-01 25:00', '-3d', 'soon', '7']) {
    it(`is not read from "${text}"`, () => assert.equal(parseMoment(text, 'since', now), undefined));
  }

  it('is read from what was printed', () => {
    assert.equal(parseMoment(isoWithOffset(now.getTime()), 'since', now), now.getTime());
  });
});
