import { listOf, type SampleValue } from '@millwright/tags';
import { builtIn } from '../values/built-in.ts';

/** What a Float of 24 bits is off at most, beside the number that it stands for. */
const precision = 2 ** -23;

/**
 * What limits are held against: the value that the node would hold, but of a Float the number that was asked for where
 * only its precision tells them apart. Otherwise 0.1 would be above a highest value of 0.1.
 */
export function judged(asked: unknown, held: SampleValue | null, type: number): SampleValue | null {
  return type === builtIn.Float ? withoutRounding(asked, held) : held;
}

function withoutRounding(asked: unknown, held: SampleValue | null): SampleValue | null {
  if (Array.isArray(held)) {
    const list = listOf(asked) ?? [];
    return held.map((each: SampleValue | null, index) => withoutRounding(list[index], each));
  }
  if (typeof asked !== 'number' || typeof held !== 'number') return held;
  return Math.abs(asked - held) <= precision * Math.abs(asked) ? asked : held;
}
