import assert from 'node:assert/strict';
import { OwnTime } from '@millwright/testing/own-time';
import fc from 'fast-check';
import { tagErrors } from '../errors.ts';
import { ManualClock } from '../manual-clock.ts';
import { measured, missing, type Sample } from '../sample.ts';
import { statusOf } from '../status.ts';
import type { TagValue } from '../value/format.ts';
import { ComputedTags } from './computed-tags.ts';

const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const read = (name: string, value: TagValue, ts = 1_000): Sample =>
  measured({ name, address: 'r:0' }, value, ts);
const lost = (name: string, ts = 1_000): Sample =>
  missing({ name, address: 'r:0' }, statusOf('BadTimeout', 'No answer within 50 ms'), ts);
const unsure = (name: string): Sample =>
  missing({ name, address: 'r:0' }, statusOf('UncertainSensorNotAccurate', 'The PLC sent NaN'), 1_000);

/** Computed tags by name, over tags that are read. */
function table(
  expressions: Readonly<Record<string, string>>,
  others: readonly string[],
  clock = new ManualClock(),
) {
  const tags = Object.entries(expressions).map(([name, expression]) => ({ name, expression }));
  return new ComputedTags({ tags, others, clock });
}

/** The sample of `out` as an expression gives it. */
async function outOf(expression: string, ...samples: readonly Sample[]): Promise<Sample> {
  const computed = table(
    { out: expression },
    samples.map(({ tag }) => tag),
  );
  const [sample] = await computed.compute(samples);
  assert.ok(sample);
  return sample;
}

describe(`computed tags (seed ${seed})`, () => {
  it('give a good sample of their own', async () => {
    const tags = [{ name: 'line.rate', expression: 'filler.speed * 60', unit: 'bottles/h' }];
    const computed = new ComputedTags({ tags, others: ['filler.speed'], clock: new ManualClock() });
    assert.deepEqual(await computed.compute([read('filler.speed', 300)]), [
      { tag: 'line.rate', value: 18_000, quality: 'good', ts: 1_000, address: 'computed', unit: 'bottles/h' },
    ]);
  });

  const results: readonly [expression: string, value: TagValue][] = [
    ['a > 5 ? "high" : "low"', 'high'],
    ['a = 7 and b', true],
    ['$round(a / 3, 2)', 2.33],
    ['$sum([a, a, a])', 21],
    ['$reduce([1..20], function($x, $y) { $x + $y }) + a', 217],
    ['$pad("" & a, -4, "0")', '0007'],
    ['$lookup($, "a")', 7],
  ];
  for (const [expression, value] of results) {
    it(`compute ${expression}`, async () => {
      const { quality, ...sample } = await outOf(expression, read('a', 7), read('b', true));
      assert.deepEqual([sample.value, quality], [value, 'good']);
    });
  }

  it('come from each other, whatever their order in the table', async () => {
    const computed = table({ sum: 'double + half', double: 'half * 4', half: 'a / 2' }, ['a']);
    const samples = await computed.compute([read('a', 10)]);
    assert.deepEqual(
      samples.map(({ tag, value }) => [tag, value]),
      [
        ['sum', 25],
        ['double', 20],
        ['half', 5],
      ],
    );
  });

  it('compute only what is asked for, and say what has to be read for it', async () => {
    const computed = table({ x: 'a + 1', y: 'x + b', z: 'c' }, ['a', 'b', 'c', 'd']);
    assert.deepEqual([...computed.inputsOf(['y'])].sort(), ['a', 'b']);
    assert.deepEqual([...computed.inputsOf()].sort(), ['a', 'b', 'c']);
    const samples = await computed.compute([read('a', 1), read('b', 2)], ['y']);
    assert.deepEqual(
      samples.map(({ tag, value }) => [tag, value]),
      [['y', 4]],
    );
  });

  it('are as old as the oldest of their inputs', async () => {
    assert.equal((await outOf('a + b', read('a', 1, 2_000), read('b', 2, 1_500))).ts, 1_500);
  });

  it('have no value where an input has none, are as good as the worst, and name it', async () => {
    const one = await outOf('a + b', unsure('a'), read('b', 1));
    assert.deepEqual(
      [one.value, one.quality, one.status?.name],
      [null, 'uncertain', 'UncertainSensorNotAccurate'],
    );
    const both = await outOf('a + b', unsure('a'), lost('b'));
    assert.deepEqual([both.value, both.quality], [null, 'bad']);
    assert.equal(both.status?.reason, 'b: No answer within 50 ms');
  });

  it('keep the last good value beside a bad one', async () => {
    const computed = table({ out: 'a * 2' }, ['a']);
    await computed.compute([read('a', 4, 1_000)]);
    const [sample] = await computed.compute([lost('a', 2_000)]);
    assert.deepEqual(sample?.last, { value: 8, ts: 1_000 });
  });

  const failing: readonly [expression: string, reason: RegExp][] = [
    ['a.nothing', /it finds nothing/],
    ['[a, a]', /it gives a list/],
    ['{"x": a}', /it gives an object/],
    ['a & "" + 1', /must evaluate to a number|Number|number/],
    ['$error("too " & a)', /too 7/],
    ['a / 0', /it gives Infinity/],
    ['a * $power(10, 400)', /number|power/],
    ['a = 7 ? null : 1', /it gives an object/],
  ];
  for (const [expression, reason] of failing) {
    it(`say why ${expression} has no value`, async () => {
      const { value, quality, status } = await outOf(expression, read('a', 7));
      assert.deepEqual([value, quality, status?.name], [null, 'bad', 'BadConfigurationError']);
      assert.match(status?.reason ?? '', reason);
    });
  }

  it('leave the others as good as they are when one fails', async () => {
    const computed = table({ bad: '$error("no") & a', good: 'a' }, ['a']);
    assert.deepEqual(
      (await computed.compute([read('a', 1)])).map(({ quality }) => quality),
      ['bad', 'good'],
    );
  });

  it('reckon with a bigint that a number can hold', async () => {
    assert.equal((await outOf('a + 1', read('a', 41n))).value, 42);
    assert.equal((await outOf('a + 1', read('a', 2n ** 60n))).quality, 'bad');
  });

  it('are bad where they come from themselves, with those that come from them, and no others', async () => {
    const computed = table({ a: 'b + c', b: 'a', d: 'a + c', e: 'c', f: 'f + 1' }, ['c']);
    const samples = await computed.compute([read('c', 5)]);
    const reason = 'These tags are computed from each other in a circle: a from b from a';
    assert.deepEqual(
      samples.map(({ tag, value, status }) => [tag, value, status?.name, status?.reason]),
      [
        ['a', null, 'BadConfigurationError', reason],
        ['b', null, 'BadConfigurationError', reason],
        ['d', null, 'BadConfigurationError', `a: ${reason}`],
        ['e', 5, undefined, undefined],
        ['f', null, 'BadConfigurationError', 'These tags are computed from each other in a circle: f from f'],
      ],
    );
    assert.deepEqual(
      computed.unusable.map(({ code, details }) => [code, details]),
      [
        [tagErrors.computedLoop.code, { tags: ['a', 'b', 'a'] }],
        [tagErrors.computedLoop.code, { tags: ['f', 'f'] }],
      ],
    );
    assert.deepEqual([...computed.inputsOf()], ['c']);
  });

  const unusable: readonly [what: string, expression: string][] = [
    ['is cut off', 'a +'],
    ['is empty', ''],
    ['is endless', `a${' + a'.repeat(5_000)}`],
    ['is nested beyond reason', `${'('.repeat(1_999)}a${')'.repeat(1_999)}]`],
    ['names no tag', '1 + 1'],
    ['names only tags that are not there', 'filler.sped * 60'],
    ['has a regular expression', '$contains(a, /(x+)+y/)'],
  ];
  for (const [what, expression] of unusable) {
    it(`are bad alone, with their name, where an expression ${what}`, async () => {
      const computed = table({ out: expression, other: 'a' }, ['a']);
      assert.deepEqual(
        computed.unusable.map(({ code }) => code),
        [tagErrors.badExpression.code],
      );
      const [out, other] = await computed.compute([read('a', 1)]);
      assert.deepEqual([out?.value, out?.quality, out?.status?.name], [null, 'bad', 'BadConfigurationError']);
      assert.match(out?.status?.reason ?? '', /^out cannot be computed: ./);
      assert.equal(other?.value, 1);
    });
  }

  it('are computed or bad, whatever somebody types', async () => {
    const part = fc.constantFrom(
      ...'a b . ( ) [ ] { } + - * / % & = < > ? : , ; $ ~> := ^ @ # | " \' ` 1 ** .. $sum $map function'.split(
        ' ',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const computed = table({ out: parts.join(' ') }, ['a', 'b']);
        const [sample] = await computed.compute([read('a', 1), read('b', 2)]);
        assert.equal(sample?.value === null, sample?.quality === 'bad');
      }),
      { seed, numRuns: 1_000 },
    );
  });

  it('are refused where another tag has the same name', () => {
    assert.throws(
      () => table({ a: 'b', b: 'a' }, ['b']),
      /b cannot be computed: there is another tag of this name/,
    );
  });
});

describe('the time limit of computed tags', () => {
  const endless: readonly [what: string, expression: string][] = [
    ['a loop', '($f := function($x) { $f($x + 1) }; $f(a))'],
    ['a loop of two', '($f := function($x) { $g($x) }; $g := function($x) { $f($x) }; $f(a))'],
    ['a recursion', '($f := function($x) { 1 + $f($x) }; $f(a))'],
    ['lists in lists', '$map([1..9999], function($i) { $map([1..9999], function($j) { $i * $j * a }) })'],
    ['a path over lists', '[1..9999].($i := $; [1..9999].($ * $i * a))'],
    ['a list that is too long', '$count([1..10000000]) + a'],
    ['a text that doubles', '$reduce([1..60], function($t) { $t & $t }, "text" & a)'],
    ['a text that is too wide', '$pad("" & a, 100000000)'],
    ['a regular expression that was put together', '$eval("$match(\\"" & a & "\\", /(x+)+y/)")'],
  ];
  for (const [what, expression] of endless) {
    it(`ends ${what}`, async () => {
      const time = OwnTime.begin();
      const { quality } = await outOf(expression, read('a', 7));
      assert.equal(quality, 'bad');
      assert.ok(time.end() < 2_000);
    });
  }

  it('lets an expression rest that used up its time, twice as long each time, and leaves the others alone', async () => {
    const clock = new ManualClock();
    const computed = table({ late: '($f := function($x) { $f($x) }; $f(a))', good: 'a + 1' }, ['a'], clock);
    const compute = async () => {
      const [late, good] = await computed.compute([read('a', 1)]);
      assert.equal(good?.value, 2);
      return late?.status?.reason;
    };
    assert.match((await compute()) ?? '', /it took longer than 50 ms$/);
    assert.match((await compute()) ?? '', /is tried again in 1 s$/);
    clock.advance(1_000);
    assert.match((await compute()) ?? '', /it took longer than 50 ms$/);
    clock.advance(1_000);
    assert.match((await compute()) ?? '', /is tried again in 1 s$/);
    clock.advance(1_000);
    assert.match((await compute()) ?? '', /it took longer than 50 ms$/);
  });

  it('lets it rest no longer once it was in time', async () => {
    const clock = new ManualClock();
    const computed = table({ out: 'a > 0 ? ($f := function($x) { $f($x) }; $f(a)) : a' }, ['a'], clock);
    await computed.compute([read('a', 1)]);
    clock.advance(1_000);
    assert.equal((await computed.compute([read('a', -1)]))[0]?.value, -1);
    await computed.compute([read('a', 1)]);
    clock.advance(1_000);
    assert.equal((await computed.compute([read('a', -2)]))[0]?.value, -2);
  });
});
