import assert from 'node:assert/strict';
import { formatProblem, type Problem } from '@millwright/schema';
import { policyErrors } from './errors.ts';
import { parsePolicy } from './parse-policy.ts';
import { allow, forAna, given, policyOf, role } from './policy.fixture.ts';
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

  it('is none where there is nothing, or too much of it', () => {
    assert.deepEqual(problemsOf(undefined), ['required']);
    const rows = Array.from({ length: 9 }, (_, index) =>
      role(`r${index}`, [], index < 8 ? [`r${index + 1}`] : []),
    );
    assert.deepEqual(problemsOf(policyOf(rows)), ['roles[0].inherits: too-deep (max 8)']);
    assert.deepEqual(problemsOf(policyOf([role('a', []), role('a', [])])), [
      'roles[1].name: duplicate (row 1)',
    ]);
  });

  it('has the first hundred problems listed', () => {
    const bindings = Array.from({ length: 5000 }, () => given('ana', 'gone'));
    assert.equal(problemsOf(policyOf([], bindings)).length, 100);
    assert.equal(problemsOf({ ...policyOf([]), bindings: Array(5000).fill(7) }).length, 100);
  });
});
