/** What is known of this machine's clock, from one look at it to the next. Milliseconds since 1970. */
export interface ClockState {
  /** What it said when it was last looked at. */
  readonly seen: number;
  /** It has leapt, and may be wrong since. */
  readonly doubt?: {
    /** What it said before, when it was believed. */
    readonly before: number;
    /** What it said after the leap. */
    readonly after: number;
  };
}

const hour = 60 * 60 * 1000;
/** A machine is off over a holiday, too: then age has to wait until the clock has gone on for as long as this. */
export const longestStep = 7 * 24 * hour;
const longestStepBack = hour;

/**
 * Looks at the clock again. One that leaps is not believed: nothing may be deleted by its age because a clock says 2099 for
 * a minute. It is believed again when it is back where it was, or when it has gone on steadily for a week.
 *
 * @param state undefined at the first look
 */
export function lookAtClock(state: ClockState | undefined, now: number): ClockState {
  if (!state) return { seen: now };
  const { seen, doubt } = state;
  if (isStep(seen, now)) {
    const isSteady = doubt === undefined || now - doubt.after >= longestStep;
    return isSteady ? { seen: now } : { seen: now, doubt };
  }
  if (doubt && isStep(doubt.before, now)) return { seen: now };
  return { seen: now, doubt: { before: doubt?.before ?? seen, after: now } };
}

const isStep = (from: number, to: number): boolean =>
  to - from <= longestStep && to - from >= -longestStepBack;
