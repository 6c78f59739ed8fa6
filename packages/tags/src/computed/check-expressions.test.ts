import assert from 'node:assert/strict';
import jsonata from 'jsonata';
import { checkExpressions } from './check-expressions.ts';

const others = ['a', 'b', 'filler.speed'];
const read = (text: string) => jsonata(text).ast();
const check = (expression: string) => checkExpressions([{ name: 'out', expression }], others, read)[0];
const told = (expression: string): string | undefined => {
  const problem = check(expression);
  if (problem === undefined) return undefined;
  const details = 'details' in problem ? Object.values(problem.details) : [];
  return [problem.code, ...details].join(' ');
};

describe('expressions that are checked while they are typed', () => {
  const right = [
    '',
    'a + b',
    'filler.speed * 60',
    '`filler.speed` * 60',
    '$$.a + $.b',
    '$lookup($, "filler.speed")',
    '$round(a / 3, 2)',
    'a > 5 ? "high" : "low"',
    '($f := function($x) { $x * b }; $f(a))',
    '[1..5][$ > a]',
    '[{"x": 1}][x = 1].x + a',
    '{"x": a}.x',
    'a.($ * 2)',
    'a ~> $round',
    '$sort([a, b], function($l, $r) { $l > $r })[0]',
  ];
  for (const expression of right) {
    it(`are right: ${expression}`, () => assert.equal(told(expression), undefined));
  }

  const wrong: readonly [expression: string, problem: string][] = [
    ['a *', 'expression-ends-early'],
    ['$sum(', 'expression-ends-early'],
    ['(a', 'expression-ends-early'],
    ['a b', 'expression-unreadable 3'],
    ['nix + 1', 'expression-unknown-tag nix'],
    ['a + nix', 'expression-unknown-tag nix'],
    ['a > 1 ? nix : b', 'expression-unknown-tag nix'],
    ['$round(filler.sped)', 'expression-unknown-tag filler.sped'],
    ['filler', 'expression-unknown-tag filler'],
    ['(a + nix).x', 'expression-unknown-tag nix'],
    ['a.nothing', 'expression-unknown-tag a.nothing'],
    ['1 + 1', 'expression-without-tag'],
    ['$eval("1")', 'expression-without-tag'],
    ['$contains(a, /x+/)', 'expression-pattern'],
    ['out + a', 'expression-loop out → out'],
  ];
  for (const [expression, problem] of wrong) {
    it(`are told what is wrong: ${expression}`, () => assert.equal(told(expression), problem));
  }

  it('are told of a circle at each of its tags, and nothing at those that come from it', () => {
    const tags = [
      { name: 'x', expression: 'y + a' },
      { name: 'y', expression: 'x' },
      { name: 'z', expression: 'x + b' },
    ];
    const loop = { code: 'expression-loop', details: { tags: 'x → y → x' } };
    assert.deepEqual(checkExpressions(tags, others, read), [loop, loop, undefined]);
  });
});
