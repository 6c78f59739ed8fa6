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
    const started = process.cpuUsage();
    assert.equal(pattern('a'.repeat(20_000)), false);
    assert.ok(process.cpuUsage(started).user < 1_000_000);
  });
});
