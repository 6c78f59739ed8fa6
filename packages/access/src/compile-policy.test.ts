import assert from 'node:assert/strict';
import { compilePolicy } from './compile-policy.ts';
import { allow, ana, asks, deny, forAna, given, policyOf, role } from './policy.fixture.ts';
import type { Rule } from './policy.ts';

const oven = { id: 'a1', name: 'Oven 3' };
const press = { id: 'b1', name: 'Press' };

describe('a decision', () => {
  it('is no where no rule says yes', () => {
    const { decide } = compilePolicy(forAna());
    assert.deepEqual(decide(asks('flow.edit')), { allowed: false, code: 'no-rule' });
  });

  it('names the rule that allows, and the one that denies although another allows', () => {
    const policy = forAna(allow(['flow.*']), deny(['flow.edit'], { on: [{ tab: { id: 'a1' } }] }));
    const { decide } = compilePolicy(policy);
    assert.deepEqual(decide(asks('flow.edit', { tab: press })), {
      allowed: true,
      code: 'allowed',
      rule: { role: 'r', rule: 'allow flow.*' },
    });
    assert.deepEqual(decide(asks('flow.edit', { tab: oven })), {
      allowed: false,
      code: 'denied',
      rule: { role: 'r', rule: 'deny flow.edit' },
    });
  });

  it('says what is missing, of the rule that lacks the fewest', () => {
    const network = { kind: 'network', within: ['10.0.0.0/8'] } as const;
    const reason = { kind: 'reason', minLength: 5 } as const;
    const policy = forAna(
      allow(['flow.edit'], { name: 'far', when: [{ ...network, within: ['10.0.0.0/8'] }, reason] }),
      allow(['flow.edit'], { name: 'near', when: [reason] }),
    );
    const { decide } = compilePolicy(policy);
    assert.deepEqual(decide(asks('flow.edit')), {
      allowed: false,
      code: 'condition',
      rule: { role: 'r', rule: 'near' },
      missing: [reason],
    });
    assert.equal(decide(asks('flow.edit', {}, { reason: ' why? ' })).allowed, false);
    assert.equal(decide(asks('flow.edit', {}, { reason: 'ticket 7' })).allowed, true);
  });

  it('is yes for Node-RED itself, and no for what is no action', () => {
    const { decide } = compilePolicy(forAna(allow(['*'])));
    assert.deepEqual(decide(asks('flow.edit', {}, {}, { kind: 'system' })), {
      allowed: true,
      code: 'system',
    });
    for (const action of ['flow.edti', 'flow', 'flow.*', '*', '', 'constructor', '__proto__'])
      assert.deepEqual(decide(asks(action)), { allowed: false, code: 'unknown-action' }, action);
  });

  it('follows from the roles of the user, of everyone and of anyone', () => {
    const policy = policyOf(
      [
        role('named', [allow(['flow.edit'])]),
        role('all-users', [allow(['flow.read'])]),
        role('all', [allow(['debug.read'])]),
      ],
      [
        given('ana', 'named'),
        { subject: { kind: 'everyone' }, role: 'all-users' },
        { subject: { kind: 'anyone' }, role: 'all' },
      ],
    );
    const { decide, rolesOf } = compilePolicy(policy);
    const may = (subject: Parameters<typeof rolesOf>[0]): readonly string[] =>
      ['flow.edit', 'flow.read', 'debug.read'].filter(
        (action) => decide(asks(action, {}, {}, subject)).allowed,
      );
    assert.deepEqual(may(ana), ['flow.edit', 'flow.read', 'debug.read']);
    assert.deepEqual(may({ kind: 'user', name: 'Ana' }), ['flow.read', 'debug.read']);
    assert.deepEqual(may({ kind: 'user' }), ['flow.read', 'debug.read']);
    assert.deepEqual(may({ kind: 'anyone' }), ['debug.read']);
    assert.deepEqual(rolesOf(ana), ['all', 'all-users', 'named']);
  });

  it('takes the name of a user in either form of Unicode', () => {
    const { decide } = compilePolicy(policyOf([role('r', [allow(['*'])])], [given('Jose\u0301', 'r')]));
    assert.ok(decide(asks('inject', {}, {}, { kind: 'user', name: 'José' })).allowed);
  });

  it('follows inherited rules, those that deny too', () => {
    const policy = policyOf(
      [
        role('a', [allow(['flow.edit'])], ['b']),
        role('b', [allow(['inject'])], ['c']),
        role('c', [deny(['flow.edit'], { on: [{ tab: { name: 'Oven *' } }] })]),
      ],
      [given('ana', 'a')],
    );
    const { decide, rolesOf } = compilePolicy(policy);
    assert.deepEqual(rolesOf(ana), ['a', 'b', 'c']);
    assert.ok(decide(asks('inject')).allowed);
    assert.ok(decide(asks('flow.edit', { tab: press })).allowed);
    assert.equal(decide(asks('flow.edit', { tab: oven })).code, 'denied');
  });

  it('about a token is yes where both its owner and its roles say yes', () => {
    const policy = policyOf(
      [
        role('owner', [allow(['*']), deny(['module.install'])]),
        role('scripts', [allow(['flow.read', 'module.install', 'deploy.*'])], ['base']),
        role('base', [deny(['deploy.full'])]),
      ],
      [given('ana', 'owner')],
    );
    const { decide, rolesOf, actionsOf } = compilePolicy(policy);
    const token = { ...ana, within: ['scripts', 'gone'] };
    const codes = ['flow.read', 'flow.edit', 'module.install', 'deploy.nodes', 'deploy.full'].map(
      (action) => decide(asks(action, {}, {}, token)).code,
    );
    assert.deepEqual(codes, ['allowed', 'no-rule', 'denied', 'allowed', 'denied']);
    assert.deepEqual(rolesOf(token), ['base', 'scripts']);
    assert.deepEqual(actionsOf(token), ['deploy.flows', 'deploy.nodes', 'deploy.reload', 'flow.read']);
    assert.equal(decide(asks('flow.read', {}, {}, { ...ana, within: [] })).code, 'no-rule');
    assert.equal(decide(asks('flow.read', {}, {}, { ...token, name: 'eve' })).code, 'no-rule');
  });

  it('never says yes because of a rule that is not understood', () => {
    const odd = (rule: object): Rule =>
      ({ name: 'odd', effect: 'allow', actions: ['inject'], ...rule }) as Rule;
    const oddities = [
      { when: [{ kind: 'moon', phase: 'full' }] },
      { actions: ['inject', 'flow.edti'] },
      { on: [{ plant: { id: 'p1' } }] },
      { on: [] },
      { until: '2030' },
    ];
    for (const oddity of oddities) {
      const allowing = compilePolicy(forAna(odd(oddity)));
      assert.equal(allowing.decide(asks('inject')).code, 'no-rule');
      const denying = compilePolicy(forAna(allow(['*']), odd({ ...oddity, effect: 'deny' })));
      assert.equal(denying.decide(asks('inject')).code, 'denied');
      assert.equal(denying.explain(asks('inject')).code, 'denied');
    }
    const unsure = compilePolicy(forAna(allow(['*']), odd({ effect: 'perhaps' })));
    assert.equal(unsure.decide(asks('inject')).code, 'denied');
  });
});

describe('an explanation', () => {
  it('has every rule, with the clause that did not fit', () => {
    const policy = forAna(
      allow(['flow.*'], { name: 'a', on: [{ tab: { id: 'a1' } }] }),
      allow(['flow.edit'], { name: 'b', when: [{ kind: 'reason', minLength: 1 }] }),
      allow(['inject'], { name: 'c' }),
      deny(['*'], { name: 'd', when: [{ kind: 'network', within: ['10.0.0.0/8'] }] }),
      deny(['*'], { name: 'e', on: [{ type: 'exec' }] }),
    );
    const { explain } = compilePolicy(policy);
    const { trace, roles, code } = explain(asks('flow.edit', { tab: press }, { address: '192.168.1.1' }));
    assert.deepEqual(
      trace.map(({ rule, result, condition }) => [rule, result, condition?.kind]),
      [
        ['a', 'other-target', undefined],
        ['b', 'condition', 'reason'],
        ['c', 'other-action', undefined],
        ['d', 'condition', 'network'],
        ['e', 'other-target', undefined],
      ],
    );
    assert.deepEqual(roles, ['r']);
    assert.equal(code, 'condition');
    assert.equal(explain(asks('flow.edit', { tab: press })).rule?.rule, 'd');
  });

  it('has each rule once, also of a token', () => {
    const { explain } = compilePolicy(forAna(allow(['inject'])));
    assert.equal(explain(asks('inject', {}, {}, { ...ana, within: ['r'] })).trace.length, 1);
  });
});

describe('who can', () => {
  const policy = policyOf(
    [
      role('all', [allow(['*'])]),
      role('oven', [allow(['flow.edit'], { on: [{ tab: { id: 'a1' } }] })]),
      role('night', [allow(['flow.edit'], { when: [{ kind: 'reason', minLength: 9 }] })]),
      role('never', [deny(['flow.edit'])], ['all']),
    ],
    [
      given('zoe', 'all'),
      given('ben', 'oven'),
      given('cy', 'night'),
      given('ana', 'all'),
      given('ana', 'never'),
    ],
  );
  const { rolesAllowing, usersAllowed, actionsOf } = compilePolicy(policy);

  it('are roles that would allow it, perhaps under conditions', () => {
    assert.deepEqual(rolesAllowing(asks('flow.edit', { tab: oven })), ['all', 'night', 'oven']);
    assert.deepEqual(rolesAllowing(asks('flow.edit', { tab: press })), ['all', 'night']);
    assert.deepEqual(rolesAllowing(asks('nothing')), []);
  });

  it('are people who may do it as things are', () => {
    assert.deepEqual(usersAllowed(asks('flow.edit', { tab: oven })), ['ben', 'zoe']);
    assert.deepEqual(usersAllowed(asks('flow.edit', {}, { reason: 'because of ticket 7' })), ['cy', 'zoe']);
  });

  it('of what somebody may do somewhere, some time, nothing is left out', () => {
    assert.deepEqual(actionsOf({ kind: 'user', name: 'ben' }), ['flow.edit']);
    assert.equal(actionsOf(ana).includes('flow.edit'), false);
    assert.equal(actionsOf({ kind: 'system' }).length, actionsOf({ kind: 'user', name: 'zoe' }).length);
    assert.deepEqual(actionsOf({ kind: 'anyone' }), []);
  });
});
