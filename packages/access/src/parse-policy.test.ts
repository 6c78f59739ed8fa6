import assert from 'node:assert/strict';
import { formatProblem, type Problem } from '@millwright/schema';
import { policyErrors } from './errors.ts';
import { parsePolicy } from './parse-policy.ts';
import { allow, deny, forAna, given, policyOf, role } from './policy.fixture.ts';
import { defaultPolicy } from './ready-made.ts';

function problemsOf(raw: unknown): readonly string[] {
  try {
    parsePolicy(raw);
    return [];
  } catch (error) {
    assert.ok(policyErrors.invalid.is(error));
    const { problems } = error.details as { readonly problems: readonly Problem[] };
    return problems.map(formatProblem);
  }
}

const time = { kind: 'time', from: '22:00', to: '06:00', zone: 'Europe/Berlin' } as const;

describe('a policy', () => {
  it('is read as it is', () => {
    const policy = forAna(
      allow(['flow.*'], {
        on: [{ tab: { name: 'Line \\* 3' }, type: 'modbus-*' }, { group: { id: 'g1' } }],
        when: [
          { ...time, days: [1, 2, 3] },
          { kind: 'network', within: ['10.0.0.0/8', 'fd00::/8'] },
          { kind: 'reason', minLength: 8 },
        ],
      }),
    );
    assert.deepEqual(parsePolicy(JSON.parse(JSON.stringify(policy))), policy);
    assert.deepEqual(parsePolicy(defaultPolicy), defaultPolicy);
  });

  const wrong: Readonly<Record<string, readonly [unknown, ...string[]]>> = {
    'nothing at all': [undefined, 'required'],
    'no object': ['{}', 'not-an-object'],
    'another format': [{ ...policyOf([]), format: 2 }, 'format: not-a-choice'],
    'a member that nobody knows': [{ ...policyOf([]), freeze: true }, 'freeze: unknown-member'],
    'a prototype': [
      JSON.parse('{"format":1,"roles":[],"bindings":[],"__proto__":{"x":1}}'),
      '__proto__: unknown-member',
    ],
    'an action that nobody knows': [
      forAna(allow(['flow.read', 'flow.edti'])),
      'roles[0].rules[0].actions[1]: not-an-action',
    ],
    'an area that nobody knows': [forAna(allow(['flo.*'])), 'roles[0].rules[0].actions[0]: not-an-action'],
    'half an area': [forAna(allow(['flow*'])), 'roles[0].rules[0].actions[0]: not-an-action'],
    'a condition that nobody knows': [
      forAna(allow(['*'], { when: [{ kind: 'moon' } as never] })),
      'roles[0].rules[0].when[0].kind: not-a-choice',
    ],
    'a selection of nothing': [
      forAna(allow(['*'], { on: [{}] })),
      'roles[0].rules[0].on[0]: selects-nothing',
    ],
    'an empty list of selections': [
      forAna(allow(['*'], { on: [] })),
      'roles[0].rules[0].on: too-few-rows (min 1)',
    ],
    'a place that nobody knows': [
      forAna(allow(['*'], { on: [{ plant: { id: 'p' } } as never] })),
      'roles[0].rules[0].on[0].plant: unknown-member',
    ],
    'a half escape': [
      forAna(allow(['*'], { on: [{ type: 'a\\b' }] })),
      'roles[0].rules[0].on[0].type: not-a-pattern',
    ],
    'half a character': [
      forAna(allow(['*'], { on: [{ type: '\ud83d' }] })),
      'roles[0].rules[0].on[0].type: not-a-pattern',
    ],
    'no time': [
      forAna(allow(['*'], { when: [{ ...time, from: '24:00' }] })),
      'roles[0].rules[0].when[0].from: not-a-time',
    ],
    'no time zone': [
      forAna(allow(['*'], { when: [{ ...time, zone: 'Europe/Atlantis' }] })),
      'roles[0].rules[0].when[0].zone: not-a-time-zone',
    ],
    'no network': [
      forAna(allow(['*'], { when: [{ kind: 'network', within: ['10.0.0.1/8'] }] })),
      'roles[0].rules[0].when[0].within[0]: not-a-network',
    ],
    'a reason asked for by a rule that denies': [
      forAna(deny(['*'], { when: [{ kind: 'reason', minLength: 1 }] })),
      'roles[0].rules[0]: reason-on-deny',
    ],
    'two roles of one name': [
      policyOf([role('a', []), role('b', []), role('a', [])]),
      'roles[2].name: duplicate (row 1)',
    ],
    'two rules of one name': [
      policyOf([role('a', [allow(['inject'], { name: 'é' }), deny(['inject'], { name: ' e\u0301 ' })])]),
      'roles[0].rules[1].name: duplicate (row 1)',
    ],
    'a role inherited that is not there': [
      policyOf([role('a', [], ['b'])]),
      'roles[0].inherits[0]: unknown-role',
    ],
    'a role given that is not there': [policyOf([], [given('ana', 'a')]), 'bindings[0].role: unknown-role'],
    'roles that inherit each other': [
      policyOf([role('a', [], ['b']), role('b', [], ['c']), role('c', [], ['a'])]),
      'roles[0].inherits: role-cycle',
      'roles[1].inherits: role-cycle',
      'roles[2].inherits: role-cycle',
    ],
    'a role that inherits itself': [policyOf([role('a', [], ['a'])]), 'roles[0].inherits: role-cycle'],
    'too long a row of roles': [
      policyOf(
        Array.from({ length: 9 }, (_, index) => role(`r${index}`, [], index < 8 ? [`r${index + 1}`] : [])),
      ),
      'roles[0].inherits: too-deep (max 8)',
    ],
  };
  for (const [what, [raw, ...problems]] of Object.entries(wrong))
    it(`is refused with its path for ${what}`, () => assert.deepEqual(problemsOf(raw), problems));

  it('has the first hundred problems listed', () => {
    const bindings = Array.from({ length: 5000 }, () => given('ana', 'gone'));
    assert.equal(problemsOf(policyOf([], bindings)).length, 100);
    assert.equal(problemsOf({ ...policyOf([]), bindings: Array(5000).fill(7) }).length, 100);
  });
});
