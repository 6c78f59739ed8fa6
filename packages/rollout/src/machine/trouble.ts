import * as v from 'valibot';
import type { Finding } from '../errors.ts';
import { longestWindowSeconds } from './desired.ts';
import { longestMessage, longestSubject, mostFindings, type Trouble, troubleDetails } from './state.ts';

const longestLabel = 200;

/** Texts and numbers from outside as the journal takes them: what it could not read again must not get into it. */
export const inLabels = (text: string): string => text.slice(0, longestLabel) || 'unknown';
export const inTimes = (time: number): number => (Number.isFinite(time) ? time : 0);
export const inWindows = (seconds: number): number =>
  Math.min(longestWindowSeconds, Math.max(1, Math.ceil(seconds) || 1));

/** An error as the journal keeps it. Those from outside, of npm or the system, may be of any length and have anything as details. */
export function troubleOf(error: {
  readonly code: string;
  readonly message: string;
  readonly details?: object;
}): Trouble {
  const details = v.safeParse(troubleDetails, error.details);
  return {
    code: inLabels(error.code),
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
