import assert from 'node:assert/strict';
import type { Policy } from '@millwright/access';
import { describe, it } from 'mocha';
import { changedPolicy } from './changed-policy.ts';

type Role = Policy['roles'][number];

const rule = (name: string, effect: 'allow' | 'deny' = 'allow'): Role['rules'][number] => ({
  name,
  effect,
  actions: ['flow.edit'],
});
const binding = (name: string, role: string): Policy['bindings'][number] => ({
  subject: { kind: 'user', name },
  role,
});
const policy = (roles: Role[], ...bindings: Policy['bindings']): Policy => ({ format: 1, roles, bindings });

describe('what changed in the rules', () => {
  it('is told by names of roles, rules and bindings, with what came, went and is other', () => {
    const before = policy(
      [
        { name: 'engineer', rules: [rule('Own line'), rule('Night shift')] },
        { name: 'guest', rules: [rule('Look')] },
      ],
      binding('anna', 'engineer'),
    );
    const after = policy(
      [
        { name: 'engineer', rules: [rule('Own line', 'deny'), rule('Day shift')] },
        { name: 'helper', inherits: ['engineer'], rules: [] },
      ],
      binding('anna', 'helper'),
    );
    assert.deepEqual(changedPolicy(before, after), [
      '- role guest',
      '+ role helper',
      '- role engineer: rule Night shift',
      '~ role engineer: rule Own line',
      '+ role engineer: rule Day shift',
      '- binding user anna: engineer',
      '+ binding user anna: helper',
    ]);
    assert.deepEqual(changedPolicy(before, before), []);
  });

  it('names a role where something else than a rule of it is other', () => {
    const rules = [rule('One'), rule('Two')];
    const before = policy([{ name: 'engineer', rules }]);
    const described = policy([{ name: 'engineer', description: 'Of line 3', rules }]);
    assert.deepEqual(changedPolicy(before, described), ['~ role engineer']);
    const turned = policy([{ name: 'engineer', rules: rules.toReversed() }]);
    assert.deepEqual(changedPolicy(before, turned), ['~ role engineer']);
  });
});
