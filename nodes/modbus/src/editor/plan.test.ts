import assert from 'node:assert/strict';
import { limitsOf, planOf } from './plan.ts';
import type { ModbusTexts } from './texts.ts';

/** Keys with their values instead of words. */
const texts: ModbusTexts = Object.assign(
  (key: string, values: object = {}) => [key, ...Object.values(values)].join(' '),
  { counted: (_key: string, count: number) => String(count), find: () => undefined, locale: 'en-US' },
) as unknown as ModbusTexts;

const rows = [0, 200, 400].map((address) => ({
  name: `t${address}`,
  area: 'holding-register',
  address: String(address),
  type: 'uint16',
}));
const lineOf = (pace?: Parameters<typeof planOf>[2]) => planOf(rows, { notation: 'zero' }, pace, texts)?.line;

describe('the plan of a table', () => {
  it('says how long a round takes only where that was measured', () => {
    assert.equal(lineOf(), 'plan.line 3 3');
    assert.equal(lineOf({ answerTime: 4.04, between: 0, atOnce: 1 }), 'plan.lineWithTime 3 3 12.1 ms');
    assert.equal(lineOf({ answerTime: 0.512, between: 0, atOnce: 1 }), 'plan.lineWithTime 3 3 1.5 ms');
  });

  it('counts requests that are under way together once', () => {
    assert.equal(lineOf({ answerTime: 40, between: 0, atOnce: 2 }), 'plan.lineWithTime 3 3 80 ms');
    assert.equal(lineOf({ answerTime: 40, between: 0, atOnce: 16 }), 'plan.lineWithTime 3 3 40 ms');
  });

  it('counts what lies between requests, which then are not under way together where that is long', () => {
    assert.equal(lineOf({ answerTime: 3, between: 200, atOnce: 1 }), 'plan.lineWithTime 3 3 409 ms');
    assert.equal(lineOf({ answerTime: 3, between: 200, atOnce: 4 }), 'plan.lineWithTime 3 3 409 ms');
    assert.equal(lineOf({ answerTime: 40, between: 10, atOnce: 4 }), 'plan.lineWithTime 3 3 60 ms');
  });

  it('keeps to what the table says of its requests, and to the protocol where that is not right', () => {
    assert.deepEqual(limitsOf({ maxRegisters: '40', maxBits: 16, gap: 0 }), {
      registers: 40,
      bits: 16,
      gap: 0,
    });
    assert.deepEqual(limitsOf({ maxRegisters: 126, maxBits: 'x', gap: -1 }), {
      registers: 125,
      bits: 2000,
      gap: 0,
    });
    assert.deepEqual(limitsOf({ gap: 1.5 }), { registers: 125, bits: 2000, gap: 0 });
  });
});
