import assert from 'node:assert/strict';
import { planOf } from './plan.ts';
import type { S7Texts } from './texts.ts';

/** Keys with their values instead of words. */
const texts: S7Texts = Object.assign(
  (key: string, values: object = {}) => [key, ...Object.values(values)].join(' '),
  { counted: (key: string, count: number) => `${key} ${count}`, find: () => undefined, locale: 'en-US' },
) as unknown as S7Texts;

const around = (pdu: number) => ({ pdu, pace: undefined, texts });
const row = (address: string, more: object = {}) => ({ name: address, address, type: 'address', ...more });
const requests = { gap: 16, maxItems: 20, optimize: true };

describe('the plan of a table of S7 tags', () => {
  it('reads neighbours in one item, and says which bytes of which area', () => {
    const rows = [row('DB1.DBD0:REAL'), row('DB1.DBW10:INT'), row('MB7'), row('T5')];
    const plan = planOf(rows, requests, around(240));
    assert.equal(plan?.line, 'plan.line plan.tags 4 plan.requests 1');
    assert.deepEqual(plan?.steps, [
      'plan.request DB1 0–11, M 7–7, T 5–5 DB1.DBD0:REAL, DB1.DBW10:INT, MB7, T5',
    ]);
  });

  it('has as many requests as the PLC has room for in one message', () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => row(`DB1.DBD${index * 4}:REAL`));
    assert.equal(planOf(rows, requests, around(960))?.line, 'plan.line plan.tags 1000 plan.requests 5');
    assert.equal(planOf(rows, requests, around(240))?.line, 'plan.line plan.tags 1000 plan.requests 19');
  });

  it('reads each tag by itself where the table says so', () => {
    const rows = Array.from({ length: 40 }, (_, index) => row(`DB1.DBD${index * 4}:REAL`));
    const alone = planOf(rows, { ...requests, optimize: false, maxItems: 10 }, around(960));
    assert.equal(alone?.line, 'plan.line plan.tags 40 plan.requests 4');
  });

  it('says about how long that takes, once it was measured', () => {
    const pace = { answerTime: 4.2, between: 0, atOnce: 8 };
    const rows = Array.from({ length: 1_000 }, (_, index) => row(`DB1.DBD${index * 4}:REAL`));
    assert.match(planOf(rows, requests, { ...around(240), pace })?.line ?? '', /12\.6 ms$/);
  });

  it('leaves out what is only written, and what is no address yet', () => {
    assert.equal(planOf([row('MB0', { access: 'write' }), row('DB1')], requests, around(240)), undefined);
  });
});
