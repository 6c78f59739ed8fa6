import {
  type Clock,
  type Decoded,
  decodeValue,
  isUnsent,
  keepLatest,
  lastOf,
  measured,
  missing,
  type Point,
  type Reading,
  type ReadOutcome,
  tagErrors,
} from '@millwright/tags';
import { isBitArea } from '../area.ts';
import { isAnswer } from '../classify.ts';
import { bitAt } from '../pdu/words.ts';
import { statusOfError } from '../status.ts';
import type { Member } from './tag.ts';

/** What is asked for: a member to be read, or why there can be no such tag. */
export type Wanted = Member | { readonly point: Point; readonly error: unknown };

/** The value of a member in the data of a block that begins at `start`. */
export function decodedOf({ area, tag, start: at }: Member, data: Uint8Array, start: number): Decoded {
  const offset = at - start;
  return isBitArea(area) ? bitAt(data, offset) : decodeValue(data, tag, offset * 2);
}

/**
 * Makes samples of what came.
 * @param outcomes of the members; or, where none of them was sent at all, why
 */
export function readingOf(
  wanted: readonly Wanted[],
  outcomes: ReadonlyMap<Member, ReadOutcome> | { readonly error: unknown },
  clock: Clock,
): Reading {
  const now = clock.now();
  const failures: unknown[] = [];
  /** Of what the PLC was asked for; of a tag that cannot be it is not. */
  const unanswered: unknown[] = [];
  const errors = new Map<string, unknown>();
  let answered = false;
  const samples = wanted.map((each) => {
    const outcome = 'error' in each ? each : 'error' in outcomes ? outcomes : outcomes.get(each);
    if (outcome && 'data' in outcome && !('error' in each)) {
      answered = true;
      const value = decodedOf(each, outcome.data, outcome.start);
      const sample = measured(each.point, value, outcome.ts, lastOf(each.latest));
      keepLatest(each.latest, sample);
      return sample;
    }
    const error = outcome && 'error' in outcome ? outcome.error : undefined;
    failures.push(error);
    errors.set(each.point.name, error);
    if (!('error' in each) && !tagErrors.tooLong.is(error)) {
      unanswered.push(error);
      answered ||= isAnswer(error) || isUnsent(error);
    }
    const last = 'latest' in each ? lastOf(each.latest) : undefined;
    return missing(each.point, statusOfError(error), now, last);
  });
  const nothing = samples.length > 0 && failures.length === samples.length;
  return {
    samples,
    errors,
    ...(nothing && { failed: [...unanswered, ...failures][0] }),
    ...(nothing && !answered && unanswered.length > 0 && { lost: unanswered[0] }),
    ...(nothing && unanswered.length === 0 && { unasked: true as const }),
  };
}
