import assert from 'node:assert/strict';
import * as v from 'valibot';
import { problemOf } from './issue.ts';
import { queryInteger } from './route.ts';

const press = v.strictObject({
  name: v.pipe(v.string(), v.minLength(2), v.maxLength(5), v.regex(/^[a-z]*$/)),
  mode: v.picklist(['auto', 'hand']),
  strokes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(9)),
  open: v.boolean(),
  tags: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(2)),
  extra: v.optional(v.object({ note: v.pipe(v.string(), v.nonEmpty()) })),
  either: v.optional(v.union([v.string(), v.number()])),
  even: v.optional(
    v.pipe(
      v.number(),
      v.check((value) => value % 2 === 0, 'not-even'),
    ),
  ),
  rev: v.optional(queryInteger(1, 9)),
});
const right = { name: 'press', mode: 'auto', strokes: 3, open: true, tags: ['a'] };

/** `body.name: too-long (max 5)` for each issue. */
function problems(body: unknown): readonly string[] {
  const result = v.safeParse(press, body);
  return (result.issues ?? []).map((issue) => {
    const { path, code, details = {} } = problemOf(['body'], issue);
    const facts = Object.entries(details).map(([name, value]) => ` ${name}=${value}`);
    return `${path.join('.')}: ${code}${facts.join('')}`;
  });
}

describe('what is wrong with a request', () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ name: 7 }, 'body.name: not-text'],
    [{ name: 'x' }, 'body.name: too-short min=2'],
    [{ name: 'presses' }, 'body.name: too-long max=5'],
    [{ name: 'PRESS' }, 'body.name: malformed'],
    [{ name: undefined }, 'body.name: required'],
    [{ name: null }, 'body.name: not-text'],
    [{ mode: 'off' }, 'body.mode: not-a-choice'],
    [{ strokes: '3' }, 'body.strokes: not-a-number'],
    [{ strokes: 1.5 }, 'body.strokes: not-an-integer'],
    [{ strokes: 0 }, 'body.strokes: too-small min=1'],
    [{ strokes: 10 }, 'body.strokes: too-large max=9'],
    [{ open: 'true' }, 'body.open: not-a-boolean'],
    [{ tags: 'a' }, 'body.tags: not-a-list'],
    [{ tags: [] }, 'body.tags: too-few-rows min=1'],
    [{ tags: ['a', 'b', 'c'] }, 'body.tags: too-many-rows max=2'],
    [{ tags: ['a', 7] }, 'body.tags.1: not-text'],
    [{ extra: 'x' }, 'body.extra: not-an-object'],
    [{ extra: {} }, 'body.extra.note: required'],
    [{ extra: { note: '' } }, 'body.extra.note: required'],
    [{ either: true }, 'body.either: malformed'],
    [{ even: 3 }, 'body.even: not-even'],
    [{ rev: 'x' }, 'body.rev: not-an-integer'],
    [{ rev: '10' }, 'body.rev: too-large max=9'],
    [{ nam: 'x' }, 'body.nam: unknown-member'],
  ];
  for (const [part, expected] of cases)
    it(`is a code with its limits: ${expected}`, () => {
      assert.deepEqual(problems({ ...right, ...part }), [expected]);
    });

  it('is said of the whole where all of it is wrong', () => {
    assert.deepEqual(problems('text'), ['body: not-an-object']);
    assert.deepEqual(problems(undefined), ['body: required']);
  });

  it('repeats a name that nobody declared only so far that it can be found', () => {
    const [first] = v.safeParse(v.strictObject({}), { ['x'.repeat(5000)]: 1 }).issues ?? [];
    assert.ok(first);
    assert.deepEqual(problemOf(['body'], first).path, ['body', 'x'.repeat(100)]);
  });

  it('does not tell how the schema is made', () => {
    const issues = v.safeParse(press, { ...right, name: 'PRESS', mode: 'off', rev: '1e2' }).issues ?? [];
    assert.equal(issues.length, 3);
    const told = JSON.stringify(issues.map((issue) => problemOf(['body'], issue)));
    assert.doesNotMatch(told, /\^|\$|expected|auto/);
  });
});
