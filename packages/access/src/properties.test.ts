import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  arbitraryCircumstances,
  arbitraryPolicy,
  arbitraryRequest,
  arbitraryResource,
  arbitraryRule,
  parameters,
  roleNames,
} from './arbitrary.fixture.ts';
import { compilePolicy } from './compile-policy.ts';
import { policyErrors } from './errors.ts';
import { parsePolicy } from './parse-policy.ts';
import type { Policy, Rule } from './policy.ts';
import type { AccessRequest, DecisionCode, TraceStep } from './request.ts';

const policies = arbitraryPolicy();

/** The same rules in another order, at every place where there is one. */
const shuffled = (policy: Policy, random: () => number): Policy => {
  const mix = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: random() }))
      .sort((one, other) => one.at - other.at)
      .map(({ item }) => item);
  return {
    format: 1,
    roles: mix(policy.roles).map(({ inherits = [], rules, ...rest }) => ({
      ...rest,
      inherits: mix(inherits),
      rules: mix(rules).map(({ actions, on, ...rule }) => ({
        ...rule,
        actions: mix(actions),
        ...(on && { on: mix(on) }),
      })),
    })),
    bindings: mix(policy.bindings),
  };
};

const withRule = (policy: Policy, name: string, rule: Rule): Policy => ({
  ...policy,
  roles: policy.roles.map((role) => (role.name === name ? { ...role, rules: [...role.rules, rule] } : role)),
});

const allowed = (policy: Policy, request: AccessRequest): boolean =>
  compilePolicy(policy).decide(request).allowed;

/** What a decision has to be, told only from what each rule says. */
function codeOf(trace: readonly TraceStep[]): DecisionCode {
  const has = (effect: string, result: string): boolean =>
    trace.some((step) => step.effect === effect && step.result === result);
  if (has('deny', 'applies')) return 'denied';
  if (has('allow', 'applies')) return 'allowed';
  return has('allow', 'condition') ? 'condition' : 'no-rule';
}

describe(`decisions, whatever the rules (SEED=${parameters.seed})`, () => {
  const holds = <Given extends [unknown, ...unknown[]]>(property: fc.IProperty<Given>): void =>
    fc.assert(property, parameters);

  it('are never granted by one more rule that denies', () => {
    const rule = arbitraryRule({}, 'one more').filter(({ effect }) => effect === 'deny');
    holds(
      fc.property(
        policies,
        rule,
        fc.constantFrom(...roleNames),
        arbitraryRequest,
        (policy, more, role, request) => {
          if (allowed(withRule(policy, role, more), request)) assert.ok(allowed(policy, request));
        },
      ),
    );
  });

  it('are never granted by one rule less that allows', () => {
    const rule = arbitraryRule({}, 'one less').filter(({ effect }) => effect === 'allow');
    holds(
      fc.property(
        policies,
        rule,
        fc.constantFrom(...roleNames),
        arbitraryRequest,
        (policy, less, role, request) => {
          if (allowed(policy, request)) {
            const { code } = compilePolicy(withRule(policy, role, less)).decide(request);
            assert.equal(code, 'allowed');
          }
        },
      ),
    );
  });

  it('do not depend on any order', () => {
    holds(
      fc.property(
        policies,
        arbitraryRequest,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (policy, request, randoms) => {
          const other = compilePolicy(shuffled(policy, () => randoms.next().value));
          const one = compilePolicy(policy);
          assert.deepEqual(other.explain(request), one.explain(request));
          assert.deepEqual(other.rolesAllowing(request), one.rolesAllowing(request));
          assert.deepEqual(other.usersAllowed(request), one.usersAllowed(request));
          assert.deepEqual(other.actionsOf(request.subject), one.actionsOf(request.subject));
        },
      ),
    );
  });

  it('are those of the explanation, and follow from what it says about each rule', () => {
    holds(
      fc.property(policies, arbitraryRequest, (policy, request) => {
        const { decide, explain } = compilePolicy(policy);
        const { roles, trace, ...decision } = explain(request);
        assert.deepEqual(decide(request), decision);
        if (!request.subject.within) assert.equal(decision.code, codeOf(trace));
        if (decision.rule)
          assert.ok(
            trace.some(({ role, rule }) => role === decision.rule?.role && rule === decision.rule.rule),
          );
      }),
    );
  });

  it('let no token do what its owner cannot, or what its roles alone do not allow', () => {
    holds(
      fc.property(policies, arbitraryRequest, fc.subarray([...roleNames]), (policy, request, within) => {
        const { name = '' } = request.subject;
        const token: AccessRequest = { ...request, subject: { kind: 'user', name, within } };
        const owner: AccessRequest = { ...request, subject: { kind: 'user', name } };
        const alone: Policy = {
          ...policy,
          bindings: within.map((role) => ({ subject: { kind: 'user', name: 'token' }, role })),
        };
        assert.equal(
          allowed(policy, token),
          allowed(policy, owner) && allowed(alone, { ...request, subject: { kind: 'user', name: 'token' } }),
        );
      }),
    );
  });

  it('are no for any other action, and for roles that do not exist', () => {
    holds(
      fc.property(policies, arbitraryRequest, fc.string(), (policy, request, action) => {
        fc.pre(!/^[a-z.-]+$/.test(action));
        assert.equal(compilePolicy(policy).decide({ ...request, action }).code, 'unknown-action');
        const gone: Policy = { ...policy, roles: [] };
        assert.equal(compilePolicy(gone).decide(request).code, 'no-rule');
      }),
    );
  });

  it('get no better by hiding where one is, what time it is, or why', () => {
    holds(
      fc.property(policies, arbitraryRequest, arbitraryCircumstances, (policy, request, { time }) => {
        const { decide } = compilePolicy(policy);
        const { address: _address, ...nowhere } = request.circumstances;
        const { reason: _reason, ...silent } = request.circumstances;
        const hidden = [
          nowhere,
          { ...nowhere, address: 'nowhere' },
          silent,
          { ...request.circumstances, time: Number.NaN },
          { ...request.circumstances, time: Number.POSITIVE_INFINITY },
          { time },
        ];
        for (const circumstances of hidden.slice(0, -1))
          if (decide({ ...request, circumstances }).allowed) assert.ok(decide(request).allowed);
        if (decide({ ...request, circumstances: { time } }).allowed)
          assert.ok(decide({ ...request, circumstances: { ...request.circumstances, time } }).allowed);
      }),
    );
  });

  it('are made about anything, and never thrown', () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    const named = fc.record({ id: text, name: text });
    const anything = fc.record({
      subject: fc.record({ kind: fc.constant('user' as const), name: text, within: fc.array(text) }),
      action: text,
      resource: fc.record({ tab: named, groups: fc.array(named), module: text }),
      circumstances: fc.record({ time: fc.double(), address: text, reason: text }),
    });
    fc.assert(
      fc.property(policies, anything, (policy, request) => {
        const decider = compilePolicy(policy);
        for (const action of [request.action, 'flow.edit']) {
          decider.decide({ ...request, action });
          decider.explain({ ...request, action });
        }
      }),
      { ...parameters, numRuns: parameters.numRuns / 5 },
    );
  });

  it('agree with the lists of who can', () => {
    holds(
      fc.property(policies, arbitraryRequest, (policy, request) => {
        const { decide, usersAllowed, rolesAllowing, actionsOf, rolesOf } = compilePolicy(policy);
        const may = (name: string): boolean =>
          decide({ ...request, subject: { kind: 'user', name } }).allowed;
        const bound = policy.bindings.flatMap(({ subject }) =>
          subject.kind === 'user' ? subject.name.normalize('NFC') : [],
        );
        assert.deepEqual(usersAllowed(request), [...new Set(bound)].filter(may).sort());
        const alone = roleNames.filter((role) => {
          const bindings = [{ subject: { kind: 'user' as const, name: 'x' }, role }];
          const { code } = compilePolicy({ ...policy, bindings }).decide({
            ...request,
            subject: { kind: 'user', name: 'x' },
          });
          return code === 'allowed' || code === 'condition';
        });
        assert.deepEqual(rolesAllowing(request), alone.sort());
        if (decide(request).allowed)
          assert.ok((actionsOf(request.subject) as readonly string[]).includes(request.action));
        assert.equal(new Set(rolesOf(request.subject)).size, rolesOf(request.subject).length);
      }),
    );
  });
});

/** Where something stands in a policy. */
type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const within = Object.entries(value).flatMap(([key, member]) =>
    pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...within];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.with(Number(key), replaced(value[Number(key)], rest, by));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
}

describe(`policies, whatever is in them (SEED=${parameters.seed})`, () => {
  it('are read as they are', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const text = JSON.stringify(policy);
        assert.equal(JSON.stringify(parsePolicy(JSON.parse(text))), text);
      }),
      parameters,
    );
  });

  it('are refused where anything in them is not understood, with where it is', () => {
    const junk = fc.constantFrom<unknown>({ junk: true }, null, [[]], 1e300, Symbol.iterator, () => true);
    fc.assert(
      fc.property(policies, fc.nat(), junk, (policy, at, by) => {
        const paths = pathsOf(policy);
        const path = paths[at % paths.length] as Path;
        assert.throws(
          () => parsePolicy(replaced(policy, path, by)),
          (error) => {
            assert.ok(policyErrors.invalid.is(error));
            const { problems } = error.details as { readonly problems: readonly { readonly path: Path }[] };
            // A choice between several forms is wrong as a whole.
            return problems.some(({ path: told }) =>
              Array.from({ length: Math.min(told.length, path.length) }).every(
                (_, key) => told[key] === path[key],
              ),
            );
          },
        );
      }),
      parameters,
    );
  });
});

describe(`resources, whatever they are called (SEED=${parameters.seed})`, () => {
  it('fit a rule for one id only by that id', () => {
    fc.assert(
      fc.property(arbitraryResource, fc.string({ minLength: 1 }), (resource, id) => {
        const policy: Policy = {
          format: 1,
          roles: [
            {
              name: 'r',
              rules: [{ name: 'one', effect: 'allow', actions: ['flow.edit'], on: [{ tab: { id } }] }],
            },
          ],
          bindings: [{ subject: { kind: 'anyone' }, role: 'r' }],
        };
        const request = {
          subject: { kind: 'anyone' },
          action: 'flow.edit',
          circumstances: { time: 0 },
        } as const;
        assert.equal(allowed(policy, { ...request, resource }), resource.tab?.id === id);
      }),
      parameters,
    );
  });
});
