import * as v from 'valibot';
import { type Hold, hold } from '../../common/settings.ts';

/** A hold as it is typed: times as a field for day and time has them, in the user's zone; empty: no limit. */
export interface HoldDraft {
  readonly id: string;
  readonly reason: string;
  readonly since: string;
  readonly until: string;
}

export type HoldProblem = 'needed' | 'wrong' | 'backwards';
export type ReadHold =
  | { readonly ok: true; readonly hold: Hold }
  | {
      readonly ok: false;
      readonly problems: Readonly<Partial<Record<'reason' | 'since' | 'until', HoldProblem>>>;
    };

export const newHold = (id: string): HoldDraft => ({ id, reason: '', since: '', until: '' });

/** What the draft says, or what is wrong with it. */
export function readHold({ id, reason, since: from, until: to }: HoldDraft): ReadHold {
  const since = moment(from);
  const until = moment(to);
  const problems: Partial<Record<'reason' | 'since' | 'until', HoldProblem>> = {};
  const checked = v.safeParse(hold.entries.reason, reason);
  if (!checked.success) problems.reason = reason.trim() === '' ? 'needed' : 'wrong';
  if (Number.isNaN(since)) problems.since = 'wrong';
  if (Number.isNaN(until)) problems.until = 'wrong';
  else if (since !== undefined && until !== undefined && until <= since) problems.until = 'backwards';
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  return {
    ok: true,
    hold: {
      id,
      reason: reason.trim(),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    },
  };
}

/** Milliseconds since 1970; undefined for no limit, NaN for what is no time. */
function moment(typed: string): number | undefined {
  if (typed === '') return undefined;
  const time = Date.parse(typed);
  return time < 0 ? Number.NaN : time;
}
