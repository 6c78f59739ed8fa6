import assert from 'node:assert/strict';
import type { Policy, Role } from '@millwright/access';
import { textsOf } from '../words/texts.fixture.ts';
import { policyDifference } from './difference.ts';
import { giveRoles, putRole, removeRole, replacePolicy, rolesGiven } from './edit.ts';
import { narrows } from './narrows.ts';
import {
  addRule,
  changeRule,
  newRole,
  removeRule,
  roleProblems,
  tidyRole,
  toggleActions,
} from './role-draft.ts';

const viewer: Role = { name: 'viewer', rules: [{ name: 'Look', effect: 'allow', actions: ['flow.read'] }] };
const engineer: Role = {
  name: 'engineer',
  inherits: ['viewer'],
  rules: [{ name: 'Edit', effect: 'allow', actions: ['flow.edit'], on: [{ tab: { id: 'oven' } }] }],
};
const anna = { kind: 'user', name: 'anna' } as const;
const policy: Policy = {
  format: 1,
  roles: [viewer, engineer],
  bindings: [
    { subject: anna, role: 'engineer' },
    { subject: { kind: 'everyone' }, role: 'viewer' },
  ],
};
const applied = (edit: { apply(policy: Policy): Policy | undefined }, to: Policy = policy): Policy => {
  const after = edit.apply(to);
  assert.ok(after);
  return after;
};

describe('a change of rules', () => {
  it('gives a role another name wherever it is named', () => {
    const after = applied(putRole(viewer, { ...viewer, name: 'guest' }));
    assert.deepEqual(after.roles[1]?.inherits, ['guest']);
    assert.deepEqual(rolesGiven(after, { kind: 'everyone' }), ['guest']);
  });

  it('takes a role away from everyone and from every role', () => {
    const after = applied(removeRole(viewer));
    assert.deepEqual(after, {
      ...policy,
      roles: [{ name: 'engineer', rules: engineer.rules }],
      bindings: [{ subject: anna, role: 'engineer' }],
    });
  });

  it('is made on top of what others changed, but never over the very same thing', () => {
    const theirs = applied(giveRoles({ kind: 'user', name: 'bob' }, [], ['viewer']));
    assert.deepEqual(rolesGiven(applied(giveRoles(anna, ['engineer'], []), theirs), anna), []);
    assert.equal(giveRoles(anna, ['viewer'], []).apply(policy), undefined);
    const changed = applied(putRole(engineer, { ...engineer, description: 'Line 2' }));
    assert.equal(putRole(engineer, { ...engineer, rules: [] }).apply(changed), undefined);
    assert.equal(removeRole(engineer).apply(changed), undefined);
    assert.equal(putRole(undefined, viewer).apply(policy), undefined);
    assert.equal(replacePolicy(policy, changed).apply(theirs), undefined);
  });

  it('is known to narrow somebody only where it takes from them or denies them something', () => {
    const without = applied(giveRoles(anna, ['engineer'], ['viewer']));
    assert.equal(narrows(policy, without, 'anna'), true);
    assert.equal(narrows(policy, without, 'bob'), false);
    assert.equal(narrows(without, policy, 'anna'), false);
    const denied = applied(putRole(viewer, addRule(viewer, 'No')));
    const denies = applied(
      putRole(viewer, {
        ...viewer,
        rules: [...viewer.rules, { name: 'No', effect: 'deny', actions: ['inject'] }],
      }),
    );
    assert.equal(narrows(policy, denied, 'anna'), false);
    assert.equal(narrows(policy, denies, 'anna'), true);
    assert.equal(narrows(policy, denies, undefined), false);
    assert.equal(narrows(policy, applied(putRole(engineer, { ...engineer, name: 'fitter' })), 'anna'), false);
  });

  it('is told in words', () => {
    const after = applied(
      giveRoles(anna, ['engineer'], ['viewer']),
      applied(
        putRole(engineer, {
          ...engineer,
          rules: [{ name: 'Edit', effect: 'deny', actions: ['flow.edit'] }],
        }),
      ),
    );
    const lines = policyDifference(policy, after, textsOf('en-US'), () => undefined);
    assert.deepEqual(
      lines.map(({ mark, about, text }) => `${mark} ${about}: ${text}`),
      [
        '~ Role engineer: “Edit”: may not edit flows · everywhere',
        '+ anna: the role viewer',
        '− anna: the role engineer',
      ],
    );
    assert.deepEqual(
      policyDifference(policy, policy, textsOf('de'), () => undefined),
      [],
    );
  });
});

describe('the words for a new role', () => {
  it('name the roles whose rules it has', () => {
    const helper: Role = { name: 'helper', inherits: ['engineer'], rules: [] };
    const lines = policyDifference(
      policy,
      applied(putRole(undefined, helper)),
      textsOf('en-US'),
      () => undefined,
    );
    assert.deepEqual(
      lines.map(({ mark, about, text }) => `${mark} ${about}: ${text}`),
      ['+ Role helper: new', '+ Role helper: has all rules of the role engineer'],
    );
  });
});

describe('the draft of a role', () => {
  it('numbers rules that would have the same name', () => {
    const draft = addRule(addRule(newRole, 'New rule'), 'New rule');
    assert.deepEqual(
      draft.rules.map(({ name }) => name),
      ['New rule', 'New rule 2'],
    );
    assert.deepEqual(removeRule(draft, 0).rules.length, 1);
  });

  it('names an area instead of all its actions', () => {
    const [rule] = addRule(newRole, 'r').rules;
    assert.ok(rule);
    const some = toggleActions(toggleActions(rule, 'module.read', true), 'inject', true);
    assert.deepEqual(toggleActions(some, 'module.*', true).actions, ['inject', 'module.*']);
    assert.deepEqual(toggleActions(some, '*', true).actions, ['*']);
    assert.deepEqual(toggleActions(some, 'inject', false).actions, ['module.read']);
  });

  it('says what is missing, part by part', () => {
    const draft = addRule({ name: 'Night shift', rules: [] }, '');
    assert.deepEqual(roleProblems(draft, undefined, policy), {
      name: 'form',
      rules: new Map([[0, new Set(['name', 'actions'])]]),
    });
    const named = { ...draft, name: 'viewer', rules: viewer.rules };
    assert.deepEqual(roleProblems(named, undefined, policy), { name: 'taken', rules: new Map() });
    assert.equal(roleProblems(viewer, 'viewer', policy), undefined);
    const circle = { ...viewer, inherits: ['engineer'] };
    assert.deepEqual(roleProblems(circle, 'viewer', policy), { inherits: 'circle', rules: new Map() });
    const [look] = viewer.rules;
    assert.ok(look);
    const wrong = changeRule(viewer, 0, { ...look, on: [{ tab: { name: '' } }] });
    assert.deepEqual(roleProblems(wrong, 'viewer', policy), { rules: new Map([[0, new Set(['on'])]]) });
    assert.deepEqual(tidyRole({ ...viewer, description: ' ', inherits: [] }), viewer);
  });
});
