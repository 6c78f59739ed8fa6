import { decodeValue } from '../value/decode.ts';
import { type Decoded, isValue } from '../value/decoded.ts';
import { encodeValue } from '../value/encode.ts';
import type { ValueFormat } from '../value/format.ts';
import { checkWrite, type RuledTag } from './rules.ts';

/** What a write comes to, whatever its tag holds now. */
export interface Intent {
  /** As {@link encodeValue} gives it. */
  readonly bytes: Uint8Array;
  /** What the tag holds then: of a scaled value the nearest step, of a float the nearest number. */
  readonly meant: Decoded;
  /** The step that a scaled whole number comes to, where that is another value than was asked for. */
  readonly rounded: number | undefined;
}

/**
 * Checks a value against the type and the limits of its tag, but for its largest step.
 * @throws as {@link encodeValue} and {@link checkWrite}
 */
export function intentOf(tag: RuledTag & ValueFormat, value: unknown): Intent {
  const { name, rules = {} } = tag;
  const { maxStep: _, ...limits } = rules;
  checkWrite({ name, rules: limits }, value, undefined);
  const bytes = encodeValue(value, tag);
  const meant = decodeValue(bytes, tag);
  const rounded = roundedOf(tag, value, meant);
  if (rounded !== undefined) checkWrite({ name, rules: limits }, value, undefined, rounded);
  return { bytes, meant, rounded };
}

function roundedOf({ scaling, type }: ValueFormat, asked: unknown, held: Decoded): number | undefined {
  if (scaling === undefined || type.startsWith('float') || !isValue(held)) return undefined;
  return typeof held === 'number' && isOther(asked, held) ? held : undefined;
}

/** Below it two numbers are the same but for how a machine counts. */
const noise = 1e-9;

/** Whether a number that is held is another one than was asked for. */
export function isOther(asked: unknown, held: number): boolean {
  const number = Number(asked);
  return Math.abs(held - number) > noise * Math.max(1, Math.abs(number));
}
