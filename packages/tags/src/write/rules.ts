import { tagErrors } from '../errors.ts';
import type { SampleValue } from '../sample.ts';
import { shown } from '../value/given.ts';
import { listOf } from '../value/list-of.ts';

/** What a table allows to be written to a tag, in its own unit. Limits apply to numbers. */
export interface WriteRules {
  readonly readOnly?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** The most that one write may move the value. */
  readonly maxStep?: number;
}

/** What rules are about. */
export interface RuledTag {
  readonly name: string;
  readonly rules?: WriteRules;
}

/**
 * Refuses a write that the table does not allow. Whether the value is one of the tag's type at all is for `encodeValue`.
 * The limits of an array are those of each of its numbers.
 * @param from the value that the tag has, as last written or read; undefined where that is not known, and then a write
 *   with a limit on its step is refused: read the tag before
 * @param stored what the tag would hold then, where that is another value than was asked for: it is checked in its place
 * @throws `tags.read-only`, `tags.out-of-range`, `tags.step-too-large`
 */
export function checkWrite(
  { name, rules = {} }: RuledTag,
  value: unknown,
  from: SampleValue | undefined,
  stored?: SampleValue,
): void {
  if (rules.readOnly) throw tagErrors.readOnly({ tag: name });
  checkNumbers(name, rules, value, from, stored);
}

function checkNumbers(tag: string, rules: WriteRules, value: unknown, from: unknown, stored: unknown): void {
  // Bytes that the tag would hold as a list of numbers have limits as that list has.
  const list = listOf(value, Array.isArray(stored));
  if (list === undefined) {
    checkNumber(tag, rules, value, from, stored);
    return;
  }
  const { min, max, maxStep } = rules;
  if (min === undefined && max === undefined && maxStep === undefined) return;
  const [before, then] = [listOf(from), listOf(stored)];
  for (const [index, element] of list.entries()) {
    checkNumbers(`${tag}[${index}]`, rules, element, before?.[index], then?.[index]);
  }
}

function checkNumber(tag: string, rules: WriteRules, value: unknown, from: unknown, stored: unknown): void {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, maxStep } = rules;
  const [asked, then] = [numberOf(value), numberOf(stored)];
  const number = then ?? asked;
  if (number === undefined) return;
  const isOther = then !== undefined && (asked === undefined || stepOf(asked, then) !== 0);
  const told = { tag, given: shown(value), ...(isOther && { stored: shown(then) }) };
  if (!(number >= min && number <= max)) {
    throw tagErrors.outOfRange({ ...told, ...limitsOf(rules) });
  }
  if (maxStep === undefined) return;
  const before = numberOf(from);
  if (before === undefined) throw tagErrors.stepTooLarge({ ...told, maxStep });
  if (stepOf(before, number) > maxStep) {
    throw tagErrors.stepTooLarge({ ...told, from: shown(from), maxStep });
  }
}

function limitsOf({ min, max }: WriteRules): { readonly min?: number; readonly max?: number } {
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** A number in any form that a tag takes, exactly; undefined for what is none. Digits are as many as the most patient protocol takes. */
function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return typeof value === 'string' && /^-?\d{1,30}$/.test(value) ? BigInt(value) : undefined;
}

function stepOf(from: number | bigint, to: number | bigint): number {
  const isExact = typeof from === 'bigint' && typeof to === 'bigint';
  return Math.abs(isExact ? Number(to - from) : Number(to) - Number(from));
}
