import * as v from 'valibot';
import { type Finding, rolloutErrors } from '../errors.ts';
import { type Health, health, longestWindowSeconds } from './desired.ts';
import { longestMessage, longestSubject, mostFindings, type Trouble, troubleDetails } from './state.ts';

const longestLabel = 200;
/** As a device may report it. */
const isCode = /^(?=.{1,64}$)[a-z-]+\.[a-z0-9-]+$/;

/** Texts and numbers from outside as the journal takes them: what it could not read again must not get into it. */
export const inLabels = (text: string): string => text.slice(0, longestLabel) || 'unknown';
export const inTimes = (time: number): number => (Number.isFinite(time) ? time : 0);
export const inCounts = (count: number): number => (Number.isSafeInteger(count) && count >= 0 ? count : 0);
/** A health that is none is the longest one: nothing is committed on a misunderstanding. */
export const inHealth = (given: Health): Health =>
  v.is(health, given) ? given : { windowSeconds: longestWindowSeconds };

/** An error as the journal keeps it. Those from outside, of npm or the system, may be of any length and have anything as details. */
export function troubleOf(error: {
  readonly code: string;
  readonly message: string;
  readonly details?: object;
}): Trouble {
  if (!isCode.test(error.code))
    return troubleOf(
      rolloutErrors.failed({
        reason: `${error.code.slice(0, longestLabel)}: ${error.message}`.slice(0, longestMessage),
      }),
    );
  const details = v.safeParse(troubleDetails, error.details);
  return {
    code: error.code,
    message: error.message.slice(0, longestMessage),
    ...(details.success && { details: details.output }),
  };
}

/** Findings as the journal takes them. */
export const cutFindings = (reasons: readonly Finding[]): Finding[] =>
  reasons.slice(0, mostFindings).map(({ code, subject }) => ({
    code: inLabels(code),
    ...(subject !== undefined && { subject: subject.slice(0, longestSubject) }),
  }));
