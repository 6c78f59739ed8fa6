import { checkWrite, isOther, isValue, type SampleValue, type WriteRules } from '@millwright/tags';
import type { S7Format } from '../tag.ts';
import { decodeValue } from './decode.ts';
import type { S7Decoded } from './decoded.ts';
import { elementsGiven, encodeValue } from './encode.ts';

/** What a write comes to, whatever its tag holds now. */
export interface Intent {
  /** What was given, with its elements as an array. */
  readonly given: unknown;
  /** What the tag holds then: of a scaled value the nearest step, of a REAL the nearest number. */
  readonly meant: S7Decoded;
  /** The steps that scaled whole numbers come to, where those are other values than were asked for. */
  readonly stored: SampleValue | undefined;
}

/** What is written to, with what its table allows. */
interface Written extends S7Format {
  readonly name: string;
  readonly rules?: WriteRules;
}

/**
 * Checks a value against the type and the limits of its tag, but for its largest step.
 * @throws as `encodeValue` and `checkWrite`
 */
export function intentOf(tag: Written, value: unknown): Intent {
  const { name, rules = {} } = tag;
  const { maxStep: _, ...limits } = rules;
  const given = elementsGiven(value, tag) ?? value;
  checkWrite({ name, rules: limits }, given, undefined);
  const meant = decodeValue(encodeValue(value, tag), tag);
  const stored = roundedOf(tag, given, meant);
  checkWrite({ name, rules: limits }, given, undefined, stored);
  return { given, meant, stored };
}

function roundedOf({ scaling, type }: S7Format, given: unknown, meant: S7Decoded): SampleValue | undefined {
  if (scaling === undefined || type === 'REAL' || type === 'LREAL' || !isValue(meant)) return undefined;
  if (!Array.isArray(meant)) return differs(given, meant) ? meant : undefined;
  const list = Array.isArray(given) ? given : [];
  return meant.map((each, index) => (differs(list[index], each) ? each : null));
}

const differs = (asked: unknown, held: unknown): boolean => typeof held === 'number' && isOther(asked, held);
