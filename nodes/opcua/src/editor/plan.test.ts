import assert from 'node:assert/strict';
import { planOf } from './plan.ts';
import type { OpcUaTexts } from './texts.ts';

/** Keys with their values instead of words. */
const texts: OpcUaTexts = Object.assign(
  (key: string, values: object = {}) => [key, ...Object.values(values)].join(' '),
  { counted: (key: string, count: number) => `${key} ${count}`, find: () => undefined, locale: 'en-US' },
) as unknown as OpcUaTexts;

const row = (address: string, access = 'read') => ({ address, access });

describe('the plan of a table of OPC UA tags', () => {
  it('has as few requests as the server takes values in one', () => {
    const rows = Array.from({ length: 250 }, (_, index) => row(`i=${index + 1}`));
    const plan = planOf(rows, 100, undefined, texts);
    assert.equal(plan?.line, 'plan.line plan.tags 250 plan.requests 3');
    assert.deepEqual(plan?.steps, ['plan.block 1 100', 'plan.block 101 200', 'plan.block 201 250']);
  });

  it('says about how long they take, once that was measured', () => {
    const plan = planOf([row('i=1'), row('i=2')], 1, { answerTime: 4.2, between: 0, atOnce: 1 }, texts);
    assert.match(plan?.line ?? '', /8\.4 ms$/);
  });

  it('leaves out what is only written, and what has no address yet', () => {
    assert.equal(planOf([row('i=1', 'write'), row('')], 100, undefined, texts), undefined);
  });
});
