import assert from 'node:assert/strict';
import { compilePolicy, type Policy, type Role } from '@millwright/access';
import { divideFlows } from '@millwright/flows';
import type { Actor } from '@millwright/runtime';
import { Decisions, type RecordedDecision } from '../guard/decisions.ts';
import type { World } from '../guard/target-needs.ts';
import { explain } from './explain.ts';
import { allowanceOf } from './me.ts';
import { needsOfQuestion } from './question.ts';
import { askingHandlers } from './routes.ts';
import { simulate } from './simulate.ts';
import { whoMay } from './who-may.ts';

const world: World = {
  document: () =>
    divideFlows([
      { id: 'a', type: 'tab', label: 'Oven 3' },
      { id: 'b', type: 'tab', label: 'Yard' },
      { id: 'c', type: 'tab', label: 'Gate' },
      { id: 'g', type: 'group', z: 'c', name: 'Lamp', x: 1, y: 1 },
      { id: 's', type: 'subflow', name: 'Scale' },
      { id: 'i', type: 'subflow:s', z: 'a', x: 1, y: 1 },
    ]),
  moduleOf: () => undefined,
};
const roles: Role[] = [
  {
    name: 'yard',
    rules: [
      {
        name: 'Edit yard',
        effect: 'allow',
        actions: ['flow.edit'],
        on: [{ tab: { name: 'Yard' } }, { group: { id: 'g' } }],
      },
      {
        name: 'Deploy',
        effect: 'allow',
        actions: ['deploy.nodes'],
        when: [{ kind: 'reason', minLength: 10 }],
      },
    ],
  },
  { name: 'owner', rules: [{ name: 'Everything', effect: 'allow', actions: ['*'] }] },
];
const policy: Policy = {
  format: 1,
  roles,
  bindings: [
    { subject: { kind: 'user', name: 'ana' }, role: 'yard' },
    { subject: { kind: 'user', name: 'olga' }, role: 'owner' },
  ],
};
const decider = compilePolicy(policy);
const ana = { subject: { kind: 'user', name: 'ana' }, circumstances: { time: 0 } } as const;

describe('what an editor has to know', () => {
  it('locks tabs and subflows on which nothing may be edited, and says why', () => {
    const { locked, newTab, actions, roles: own, reason } = allowanceOf(decider, ana, world);
    assert.deepEqual(Object.keys(locked).sort(), ['a', 's']);
    assert.equal(locked['a']?.reasons[0]?.code, 'no-rule');
    assert.equal(newTab.allowed, false);
    assert.equal(actions['deploy.nodes'], true);
    assert.equal(actions['deploy.full'], false);
    assert.deepEqual(own, ['yard']);
    assert.equal(reason, 10);
  });

  it('locks nothing for an owner', () => {
    const olga = { ...ana, subject: { kind: 'user', name: 'olga' } } as const;
    const { locked, newTab, reason } = allowanceOf(decider, olga, world);
    assert.deepEqual([locked, newTab.allowed, reason], [{}, true, undefined]);
  });
});

describe('questions about rules', () => {
  const edit = (id: string) => needsOfQuestion({ action: 'flow.edit', target: { kind: 'tab', id } }, world);

  it('explains what decides, with who can help', () => {
    const refused = explain(edit('a'), decider, ana, 'ana');
    assert.equal(refused.allowed, false);
    assert.deepEqual(refused.trace[0], {
      role: 'yard',
      rule: 'Deploy',
      effect: 'allow',
      result: 'other-action',
    });
    assert.deepEqual(refused.grantors, { roles: ['owner'], owners: ['olga'] });
    assert.equal(explain(edit('b'), decider, ana, 'ana').allowed, true);
  });

  it('tells nobody who is not logged in who the owners are', async () => {
    const { explain: answer } = askingHandlers({
      host: { current: () => ({ actor: { kind: 'anyone' } }) },
      rules: { phase: () => 'on', decider: () => decider },
      subjectOf: ({ kind }) => (kind === 'anyone' ? { kind } : ana.subject),
      isLocal: () => false,
      world,
      decisions: new Decisions(() => {}),
      now: () => 0,
    });
    const ask = (actor: Actor) =>
      answer({ params: {}, query: {}, body: { action: 'access.write' } } as never, { actor } as never);
    assert.deepEqual((await ask({ kind: 'anyone' })).grantors, { roles: ['owner'], owners: [] });
    assert.deepEqual((await ask({ kind: 'user', name: 'ana' })).grantors.owners, ['olga']);
  });

  it('tells who may', () => {
    const circumstances = { time: 0 };
    assert.deepEqual(whoMay(edit('a'), decider, circumstances), { users: ['olga'], roles: ['owner'] });
    assert.deepEqual(whoMay(edit('b'), decider, circumstances), {
      users: ['ana', 'olga'],
      roles: ['owner', 'yard'],
    });
  });

  it('tries other rules on what was decided', () => {
    const decision: RecordedDecision = {
      id: 1,
      time: 0,
      subject: { kind: 'user', name: 'ana' },
      operation: 'flows.deploy',
      action: 'flow.edit',
      about: { kind: 'flows' },
      allowed: true,
      reasons: [],
      asked: { ...ana, needs: edit('b') },
    };
    const without = compilePolicy({ ...policy, bindings: [] });
    assert.deepEqual(simulate([decision], { now: decider, next: decider }), []);
    assert.deepEqual(simulate([decision], { now: without, next: without }), [], 'earlier changes did that');
    const [change] = simulate([decision], { now: decider, next: without });
    assert.equal(change?.allowed, false);
    assert.equal(change?.reasons[0]?.code, 'no-rule');
    assert.equal('asked' in (change?.decision ?? {}), false);
  });
});
