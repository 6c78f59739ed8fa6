import assert from 'node:assert/strict';
import type { Policy } from '@millwright/access';
import { readRules, rulesText } from './rules-file.ts';

const policy: Policy = { format: 1, roles: [{ name: 'viewer', rules: [] }], bindings: [] };

describe('rules as a file', () => {
  it('are read as they were written, also with the mark of Windows before them', () => {
    assert.deepEqual(readRules(rulesText(policy)), { ok: true, policy });
    assert.deepEqual(readRules(`\uFEFF${rulesText(policy)}`), { ok: true, policy });
  });

  it('say what is wrong and where', () => {
    assert.deepEqual(readRules('{'), { ok: false, problem: 'notJson' });
    const wrong = readRules(JSON.stringify({ ...policy, roles: [{ name: 'Not So', rules: [] }], more: 1 }));
    assert.ok(!wrong.ok && wrong.problem === 'notRules');
    assert.deepEqual(
      wrong.issues.map(({ path }) => path),
      ['roles.0.name', 'more'],
    );
  });
});
