import assert from 'node:assert/strict';
import { readExpression } from './expression.ts';
import { namedTags } from './names.ts';

const tags = new Set(['a', 'b', 'filler.speed', 'filler.count.good', 'oven 1']);
const named = (text: string) => namedTags(readExpression('out', text).ast, (name) => tags.has(name));

describe('the tags that an expression names', () => {
  const cases: readonly [expression: string, tags: readonly string[]][] = [
    ['a + b', ['a', 'b']],
    ['filler.speed / 60', ['filler.speed']],
    ['`filler.speed` / 60', ['filler.speed']],
    ['$$.filler.count.good', ['filler.count.good']],
    ['$.a', ['a']],
    ['$lookup($, "filler.speed")', ['filler.speed']],
    ['`oven 1` > 200 ? "hot" : a', ['oven 1', 'a']],
    ['$sum([a, b, a])', ['a', 'b']],
    ['($f := function($x) { $x * b }; $f(a))', ['b', 'a']],
    ['[1..5][$ > a]', ['a']],
    ['{"x": a}.x', ['a']],
    ['filler.{"s": speed}', []],
    ['filler', []],
    ['c + 5', []],
    ['a.%', ['a']],
  ];
  for (const [expression, expected] of cases) {
    it(`are ${expected.join(', ') || 'none'} in ${expression}`, () => {
      assert.deepEqual([...named(expression)].sort(), [...expected].sort());
    });
  }
});
