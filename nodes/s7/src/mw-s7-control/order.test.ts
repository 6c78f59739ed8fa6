import assert from 'node:assert/strict';
import { orderOf } from './order.ts';

const timeOf = (payload: unknown): string => {
  const order = orderOf({ action: 'set-clock', arm: true, payload });
  return 'time' in order ? order.time.toISOString() : '';
};

describe('the time that a message sets the clock of a PLC to', () => {
  for (const [payload, time] of [
    ['2026-11-28T07:30:00Z', '2026-11-28T07:30:00.000Z'],
    ['2026-11-28T07:30Z', '2026-11-28T07:30:00.000Z'],
    ['2028-02-29T23:59:59.123456789+02:00', '2028-02-29T21:59:59.123Z'],
    ['2026-03-01T00:30:00+01:30', '2026-02-28T23:00:00.000Z'],
    [Date.UTC(2026, 10, 28), '2026-11-28T00:00:00.000Z'],
    [new Date(Date.UTC(2026, 10, 28)), '2026-11-28T00:00:00.000Z'],
  ] as const)
    it(`is that of ${JSON.stringify(payload)}`, () => {
      assert.equal(timeOf(payload), time);
    });

  for (const payload of [
    '2026-02-31T00:00:00Z',
    '2027-02-29T12:00:00+01:00',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-28T24:00:00Z',
    '2026-11-28T07:60:00Z',
    '2026-11-28T07:30:00+25:00',
    '2026-11-28T07:30:00',
    '2026-11-28',
    'now',
    '',
    Number.NaN,
    new Date(Number.NaN),
    true,
    null,
    undefined,
  ])
    it(`is none of ${payload instanceof Date ? 'an invalid date' : `${JSON.stringify(payload)}`}`, () => {
      assert.throws(() => timeOf(payload), { code: 's7-nodes.bad-time' });
    });
});
