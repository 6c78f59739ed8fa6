import assert from 'node:assert/strict';
import { conditionOf } from './condition-of.ts';

const row = {
  not: false,
  path: 'Severity',
  operator: 'GreaterThanOrEqual',
  value: '500',
  literal: 'auto',
  type: '',
} as const;

describe('the conditions of a form', () => {
  it('are none where there is no row, and the row itself where there is one', () => {
    assert.equal(conditionOf({ conditions: [], match: 'all' }), undefined);
    assert.deepEqual(conditionOf({ conditions: [row], match: 'any' }), {
      operator: 'GreaterThanOrEqual',
      field: { path: 'Severity' },
      value: { value: '500' },
    });
  });

  it('count together or one by one, and the other way round', () => {
    const alarms = { ...row, operator: 'OfType', path: '', value: 'i=2915' } as const;
    const missing = { ...row, not: true, operator: 'IsNull', path: 'Comment', value: '' } as const;
    const conditions = [
      { operator: 'OfType', type: 'i=2915' },
      { operator: 'Not', condition: { operator: 'IsNull', field: { path: 'Comment' } } },
    ];
    const rows = [alarms, missing];
    assert.deepEqual(conditionOf({ conditions: rows, match: 'all' }), { operator: 'And', conditions });
    assert.deepEqual(conditionOf({ conditions: rows, match: 'any' }), { operator: 'Or', conditions });
  });

  it("name the type of a server's own field, and of its value", () => {
    const own = {
      ...row,
      operator: 'Equals',
      path: '2:Count',
      literal: 'UInt32',
      type: 'ns=2;i=1001',
    } as const;
    assert.deepEqual(conditionOf({ conditions: [own], match: 'all' }), {
      operator: 'Equals',
      field: { path: '2:Count', type: 'ns=2;i=1001' },
      value: { value: '500', type: 'UInt32' },
    });
  });
});
