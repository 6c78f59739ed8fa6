import assert from 'node:assert/strict';
import { compilePolicy, parsePolicy } from '@millwright/access';
import { count } from '@millwright/testing';
import fc from 'fast-check';
import {
  arbitraryPolicy,
  arbitraryRequest,
  parameters,
} from '../../packages/access/src/arbitrary.fixture.ts';
import { decisionVectors, requestOf } from '../../packages/access/src/vectors.fixture.ts';
import { cedarFor } from './cedar.ts';

const requestsEach = 5;
const requests = count('cedar', { quick: 200, full: 5000 });

describe(`Cedar (SEED=${parameters.seed})`, () => {
  it(`decides ${requests} random requests as we do, by the same rules`, function () {
    this.timeout(20_000 + requests * 40);
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(
        arbitraryPolicy({ one: false }),
        fc.array(arbitraryRequest, { minLength: requestsEach, maxLength: requestsEach }),
        (policy, asked) => {
          const { decide } = compilePolicy(parsePolicy(policy));
          const cedar = cedarFor(policy);
          for (const request of asked) {
            const decision = decide(request);
            const { allowed, rules } = cedar(request);
            assert.equal(decision.allowed, allowed, JSON.stringify({ request, decision, rules }));
            const { code, rule } = decision;
            // It names all rules that decide, we the first of them.
            if (code === 'allowed' || code === 'denied')
              assert.ok(rules.includes(`${rule?.role}/${rule?.rule}`));
            else assert.deepEqual(rules, []);
            seen.set(code, (seen.get(code) ?? 0) + 1);
          }
        },
      ),
      { seed: parameters.seed, numRuns: requests / requestsEach },
    );
    console.log(`      ${[...seen].map(([code, times]) => `${code} ${times}`).join(', ')}`);
    for (const code of ['allowed', 'denied', 'condition', 'no-rule'])
      assert.ok(
        (seen.get(code) ?? 0) >= requests / 50,
        `${code} is rare: what is compared is not worth much`,
      );
  });

  it('decides the vectors as they say', () => {
    let decided = 0;
    for (const [name, groups] of decisionVectors())
      for (const { about, policy, cases } of groups) {
        // It has no word for one character.
        if (JSON.stringify(policy).includes('?')) continue;
        const cedar = cedarFor(policy);
        for (const each of cases) {
          // It knows no caller who may do everything, and takes the words for several actions for actions.
          if (['system', 'unknown-action'].includes(each.decision.code)) continue;
          const { allowed } = cedar(requestOf(each));
          assert.equal(allowed, each.decision.allowed, `${name}, ${about}: ${each.about}`);
          decided += 1;
        }
      }
    assert.ok(decided >= 300);
  });
});
