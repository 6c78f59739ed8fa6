import * as v from 'valibot';
import type { Finding } from '../errors.ts';
import { longestMessage, longestSubject, mostFindings, type Trouble, troubleDetails } from './state.ts';

const longestCode = 200;

/** An error as the journal keeps it. Those from outside, of npm or the system, may be of any length and have anything as details. */
export function troubleOf(error: {
  readonly code: string;
  readonly message: string;
  readonly details?: object;
}): Trouble {
  const details = v.safeParse(troubleDetails, error.details);
  return {
    code: error.code.slice(0, longestCode) || 'unknown',
    message: error.message.slice(0, longestMessage),
    ...(details.success && { details: details.output }),
  };
}

/** Findings as the journal takes them. */
export const cutFindings = (reasons: readonly Finding[]): Finding[] =>
  reasons.slice(0, mostFindings).map(({ code, subject }) => ({
    code: code.slice(0, longestCode) || 'unknown',
    ...(subject !== undefined && { subject: subject.slice(0, longestSubject) }),
  }));
