import assert from 'node:assert/strict';
import fc from 'fast-check';
import { arbitraryPattern, names, parameters } from './arbitrary.fixture.ts';
import { compilePattern, isPattern, normal } from './pattern.ts';

const fits = (pattern: string, name: string): boolean => compilePattern(pattern)(normal(name));

/** The same by definition: slow, and short enough to be seen to be right. */
function fitsByDefinition(pattern: readonly string[], name: readonly string[]): boolean {
  const [first, second = '', ...rest] = pattern;
  if (first === undefined) return name.length === 0;
  if (first === '*')
    return (
      fitsByDefinition(pattern.slice(1), name) ||
      (name.length > 0 && fitsByDefinition(pattern, name.slice(1)))
    );
  if (name.length === 0) return false;
  if (first === '\\') return second === name[0] && fitsByDefinition(rest, name.slice(1));
  return (first === '?' || first === name[0]) && fitsByDefinition(pattern.slice(1), name.slice(1));
}

describe('a pattern', () => {
  const cases: readonly [pattern: string, fits: readonly string[], not: readonly string[]][] = [
    ['Oven', ['Oven'], ['oven', 'OVEN', 'Oven ', ' Oven', 'Oven 3', '']],
    ['Oven*', ['Oven', 'Oven 3', 'Ovens'], ['oven 3', 'An Oven', 'Ove']],
    ['*', ['', 'x', '😀', '../..', 'two\nlines'], []],
    ['**', ['', 'x'], []],
    ['*ven*', ['Oven 3', 'ven', 'raven'], ['Owen']],
    ['a/**', ['a/', 'a/b', 'a/b/c'], ['ab', 'a', 'A/b', 'a%2fb', 'a%2Fb', 'a∕b', '/a/b', './a/b']],
    ['a/b', ['a/b'], ['a/./b', 'a/../a/b', 'a//b', 'a/b/', 'a%2fb', 'a\\b', 'а/b']],
    ['Oven ?', ['Oven 3', 'Oven 😀', 'Oven é', 'Oven e\u0301'], ['Oven', 'Oven ', 'Oven 33']],
    ['\\*', ['*'], ['\\*', 'x', '']],
    ['100 \\?', ['100 ?'], ['100 x', '100 \\?']],
    ['C:\\\\*', ['C:\\', 'C:\\temp'], ['C:', 'C:*']],
    ['é', ['é', 'e\u0301'], ['e', 'É', 'è']],
    ['ﬁ', ['ﬁ'], ['fi']],
    ['K', ['K', '\u212a'], ['k']],
    ['*a*b*c', ['abc', 'xaxbxc', 'abcabc'], ['abcab', 'acb']],
    ['.*', ['.', '.x'], ['', 'x']],
    ['[a-z]+', ['[a-z]+'], ['a', 'abc']],
  ];
  for (const [pattern, right, wrong] of cases)
    it(`${JSON.stringify(pattern)} fits what it says and nothing else`, () => {
      assert.ok(isPattern(pattern));
      for (const name of right) assert.ok(fits(pattern, name), name);
      for (const name of wrong) assert.equal(fits(pattern, name), false, name);
    });

  it('is none with a lone escape or half a character', () => {
    for (const text of ['\\', 'a\\', '\\a', 'a\\\\\\', '\ud83d', '*\ude00'])
      assert.equal(isPattern(text), false, text);
  });

  it('takes a character as a whole, not half of it', () => {
    assert.equal(fits('??', '😀'), false);
    assert.equal(fits('?', '\ud83d'), true);
    assert.equal(fits('😀*', '\ud83d'), false);
  });

  it('fits what it fits by definition', () => {
    const name = fc.oneof(
      fc.constantFrom(...names),
      fc
        .array(fc.constantFrom('Oven', ' ', '3', 'a', '/', 'b', 'é', '*', '\\', '..'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(arbitraryPattern(), name, (pattern, given) => {
        assert.ok(isPattern(pattern));
        assert.equal(fits(pattern, given), fitsByDefinition([...normal(pattern)], [...normal(given)]));
      }),
      { ...parameters, numRuns: parameters.numRuns * 10 },
    );
  });

  it('is quick to say no to a long name', () => {
    const pattern = compilePattern(`${'*a'.repeat(50)}b`);
    const started = performance.now();
    assert.equal(pattern('a'.repeat(20_000)), false);
    assert.ok(performance.now() - started < 1000);
  });
});
