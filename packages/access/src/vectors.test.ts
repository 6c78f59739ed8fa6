import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Problem } from '@millwright/schema';
import { compilePolicy } from './compile-policy.ts';
import { policyErrors } from './errors.ts';
import { parsePolicy } from './parse-policy.ts';
import { compilePattern, isPattern, normal } from './pattern.ts';
import {
  decisionVectors,
  generatedFile,
  generatedVectors,
  readVectors,
  requestOf,
} from './vectors.fixture.ts';

if (process.env['MILLWRIGHT_WRITE_VECTORS'] === '1') writeFileSync(generatedFile, generatedVectors());
const vectors = decisionVectors();
const countIn = (names: readonly string[]): number =>
  names.flatMap((name) => vectors.get(name) ?? []).reduce((sum, { cases }) => sum + cases.length, 0);

describe('the vectors', () => {
  it('are hundreds, written by hand and drawn', () => {
    const [drawn, written] = [
      ['generated.json'],
      [...vectors.keys()].filter((name) => name !== 'generated.json'),
    ];
    assert.ok(countIn(written) >= 300);
    assert.ok(countIn(drawn) >= 150);
  });

  for (const [name, groups] of vectors)
    for (const { about, policy, cases } of groups)
      it(`are decided as they say: ${name}, ${about}`, () => {
        const { decide, explain } = compilePolicy(parsePolicy(policy));
        for (const each of cases) {
          assert.deepEqual(decide(requestOf(each)), each.decision, each.about);
          const { roles: _roles, trace: _trace, ...decision } = explain(requestOf(each));
          assert.deepEqual(decision, each.decision, each.about);
        }
      });

  it('are drawn again as they are', () => {
    assert.equal(readFileSync(generatedFile, 'utf8'), generatedVectors());
  });

  const { refused } = readVectors<{ refused: { about: string; policy: unknown; problems: Problem[] }[] }>(
    'refused.json',
  );
  for (const { about, policy, problems } of refused)
    it(`have policies that are refused: ${about}`, () => {
      assert.throws(
        () => parsePolicy(policy),
        (error) => {
          assert.ok(policyErrors.invalid.is(error));
          const told = (error.details as { readonly problems: readonly Problem[] }).problems;
          assert.deepEqual(
            told.map(({ path, code }) => ({ path, code })),
            problems,
          );
          return true;
        },
      );
    });

  const { patterns } = readVectors<{ patterns: { pattern: string; fits: string[]; not: string[] }[] }>(
    'patterns.json',
  );
  for (const { pattern, fits, not } of patterns)
    it(`have a pattern that fits what it says and nothing else: ${JSON.stringify(pattern)}`, () => {
      assert.ok(isPattern(pattern));
      const compiled = compilePattern(pattern);
      for (const name of fits) assert.ok(compiled(normal(name)), JSON.stringify(name));
      for (const name of not) assert.equal(compiled(normal(name)), false, JSON.stringify(name));
    });
});
