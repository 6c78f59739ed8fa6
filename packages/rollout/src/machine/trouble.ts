import * as v from 'valibot';
import { type Finding, rolloutErrors } from '../errors.ts';
import { type Health, health, longestWindowSeconds, plainZero } from './desired.ts';
import { longestMessage, longestSubject, mostFindings, type Trouble, troubleDetails } from './state.ts';

const longestLabel = 200;
const longestFindingCode = 64;
/** As a device may report it. */
const isCode = /^(?=.{1,64}$)[a-z-]+\.[a-z0-9-]+$/;

const unshown = /[\s\p{C}\p{Zl}\p{Zp}]+/gu;

/** One line, in which nothing steers a terminal or has no width, and no pair is halved: only such a text can be reported. */
const shown = (text: string, limit: number): string =>
  text
    .slice(0, 4 * limit)
    .replace(unshown, ' ')
    .trim()
    .slice(0, limit)
    .replace(/\p{Cs}$/u, '')
    .trimEnd() || 'unknown';

/** Texts and numbers from outside as the journal takes them: what it could not read again must not get into it. */
export const inLabels = (text: string): string => shown(text, longestLabel);
export const inTimes = (time: number): number => (Number.isFinite(time) ? plainZero(time) : 0);
export const inCounts = (count: number): number =>
  Number.isSafeInteger(count) && count >= 0 ? plainZero(count) : 0;
/** A health that is none is the longest one: nothing is committed on a misunderstanding. */
export function inHealth(given: Health): Health {
  const read = v.safeParse(health, given);
  return read.success ? read.output : { windowSeconds: longestWindowSeconds };
}

/** An error as the journal keeps it. Those from outside, of npm or the system, may be of any length and have anything as details. */
export function troubleOf(error: {
  readonly code: string;
  readonly message: string;
  readonly details?: object;
}): Trouble {
  if (!isCode.test(error.code))
    return troubleOf(
      rolloutErrors.failed({
        reason: `${inLabels(error.code)}: ${shown(error.message, longestMessage)}`,
      }),
    );
  const details = v.safeParse(troubleDetails, error.details && inDetails(error.details));
  return {
    code: error.code,
    message: shown(error.message, longestMessage),
    ...(details.success && { details: details.output }),
  };
}

/** A number that is none would be `null` in the journal. */
const inDetails = (details: object): object =>
  Object.fromEntries(
    Object.entries(details)
      .filter(([, value]) => typeof value !== 'number' || Number.isFinite(value))
      .map(([name, value]) => [name, inDetail(value)]),
  );

function inDetail(value: unknown): unknown {
  if (typeof value === 'number') return plainZero(value);
  return typeof value === 'string' ? shown(value, longestMessage) : value;
}

/** Findings as the journal takes them. */
export const cutFindings = (reasons: readonly Finding[]): Finding[] =>
  reasons.slice(0, mostFindings).map(({ code, subject }) => ({
    code: shown(code, longestFindingCode),
    ...(subject !== undefined && { subject: shown(subject, longestSubject) }),
  }));
