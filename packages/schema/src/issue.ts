import type * as v from 'valibot';
import type { CommonProblem } from './check.ts';
import type { Problem } from './problem.ts';

/** The problems that a request can have: those of forms where they are the same, and some of its own. */
export type RequestProblem =
  | Extract<
      CommonProblem,
      | 'required'
      | 'too-long'
      | 'not-text'
      | 'not-a-number'
      | 'not-an-integer'
      | 'not-a-boolean'
      | 'not-a-choice'
      | 'not-a-list'
      | 'too-few-rows'
      | 'too-many-rows'
      | 'not-an-object'
    >
  /** A text with fewer characters than `min`. */
  | 'too-short'
  /** A number below `min`. */
  | 'too-small'
  /** A number above `max`. */
  | 'too-large'
  /** JSON nested more than `max` levels deep. */
  | 'too-deep'
  /** A name that is not declared: most likely a slip of the pen. */
  | 'unknown-member'
  /** Of the right kind but not of the right form. */
  | 'malformed';

const ofSchema: Readonly<Record<string, RequestProblem>> = {
  string: 'not-text',
  number: 'not-a-number',
  boolean: 'not-a-boolean',
  array: 'not-a-list',
  tuple: 'not-a-list',
  strict_tuple: 'not-a-list',
  object: 'not-an-object',
  loose_object: 'not-an-object',
  strict_object: 'not-an-object',
  record: 'not-an-object',
  picklist: 'not-a-choice',
  enum: 'not-a-choice',
  literal: 'not-a-choice',
  variant: 'not-a-choice',
};

/** By the type of the rule: the code for texts and numbers, that for lists, and what its limit is called. */
const ofRule: Readonly<Record<string, readonly [RequestProblem, RequestProblem, 'min' | 'max']>> = {
  max_length: ['too-long', 'too-many-rows', 'max'],
  min_length: ['too-short', 'too-few-rows', 'min'],
  max_value: ['too-large', 'too-large', 'max'],
  min_value: ['too-small', 'too-small', 'min'],
};

/** Names in a path may be the caller's own. */
const longestName = 100;

/**
 * An issue of valibot's as a problem of ours, for which an editor can have words: nothing of how the schema is made.
 * A rule may name its code in place of valibot's message: `v.regex(/…/, 'not-an-integer')`.
 *
 * @param within where the checked value stands: a part of the request
 */
export function problemOf(within: Problem['path'], issue: v.BaseIssue<unknown>): Problem {
  const keys = (issue.path ?? []).map(({ key }) =>
    typeof key === 'number' ? key : String(key).slice(0, longestName),
  );
  return { path: [...within, ...keys], ...describe(issue) };
}

function describe(issue: v.BaseIssue<unknown>): Pick<Problem, 'code' | 'details'> {
  const { kind, type, message, expected, input, requirement } = issue;
  if (/^[a-z]+(-[a-z]+)*$/.test(message)) return { code: message };
  if (kind === 'schema') return { code: ofKind(type, expected, input) };
  const [plain, list, limit] = ofRule[type] ?? [];
  if (plain !== undefined && list !== undefined && limit !== undefined && typeof requirement === 'number')
    return { code: Array.isArray(input) ? list : plain, details: { [limit]: requirement } };
  return { code: ofOtherRule(type) };
}

function ofKind(type: string, expected: string | null, input: unknown): RequestProblem {
  if (expected === 'never') return 'unknown-member';
  return input === undefined ? 'required' : (ofSchema[type] ?? 'malformed');
}

function ofOtherRule(type: string): RequestProblem {
  if (type === 'non_empty') return 'required';
  return type === 'integer' ? 'not-an-integer' : 'malformed';
}
