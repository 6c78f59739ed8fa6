import assert from 'node:assert/strict';
import type { Policy } from '@millwright/access';
import { formatProblem } from '@millwright/schema';
import { readRules, rulesText } from './rules-file.ts';

const policy: Policy = { format: 1, roles: [{ name: 'viewer', rules: [] }], bindings: [] };

describe('rules as a file', () => {
  it('are read as they were written, also with the mark of Windows before them', () => {
    assert.deepEqual(readRules(rulesText(policy)), { ok: true, policy });
    assert.deepEqual(readRules(`\uFEFF${rulesText(policy)}`), { ok: true, policy });
  });

  it('are not right either where roles do not fit together', () => {
    const bindings = [{ subject: { kind: 'everyone' }, role: 'gone' }];
    const wrong = readRules(JSON.stringify({ ...policy, bindings }));
    assert.ok(!wrong.ok && wrong.problem === 'notRules');
    assert.deepEqual(wrong.problems.map(formatProblem), ['bindings[0].role: unknown-role']);
  });

  it('say what is wrong and where', () => {
    assert.deepEqual(readRules('{'), { ok: false, problem: 'notJson' });
    const wrong = readRules(JSON.stringify({ ...policy, roles: [{ name: 'Not So', rules: [] }], more: 1 }));
    assert.ok(!wrong.ok && wrong.problem === 'notRules');
    assert.deepEqual(wrong.problems.map(formatProblem), [
      'roles[0].name: not-a-role-name',
      'more: unknown-member',
    ]);
  });
});
