import { qualityOf } from '../status.ts';
import { type Decoded, isValue, type PlainValue } from '../value/decoded.ts';
import { shown } from '../value/given.ts';
import type { WriteResult } from './result.ts';

/**
 * The result of a write that was done.
 * @param held what the tag holds then, as a read would have it: an integer that a number does not hold exactly is uncertain, and its
 *   digits are the text
 */
export function doneResult(tag: string, written: unknown, held: Decoded<PlainValue>): WriteResult {
  if (isValue(held)) return { tag, written, value: held, quality: 'good', outcome: 'done' };
  const { status, value = null } = held;
  return {
    tag,
    written,
    value,
    quality: qualityOf(status.code),
    status: { ...status },
    ...textOf(held),
    outcome: 'done',
  };
}

/** The result of a write that reads back as something else. @param result of its failure */
export function differingResult(result: WriteResult, held: Decoded<PlainValue>): WriteResult {
  return isValue(held)
    ? { ...result, value: held, verified: false }
    : { ...result, value: held.value ?? null, ...textOf(held), verified: false };
}

/** What a tag holds, for a sentence about it. */
export function shownHeld(held: Decoded<PlainValue>): string {
  return isValue(held) ? shown(held) : (held.text ?? 'nothing');
}

function textOf(held: Decoded<PlainValue>): { readonly text?: string } {
  return isValue(held) || held.text === undefined ? {} : { text: held.text };
}
