/**
 * What a device knows of the time. Many gateways have no clock that survives being switched off: until somebody sets it,
 * theirs is doubted. Then only one thing is sure: it is not earlier than anything that was signed before.
 */
export interface Clock {
  /** Milliseconds since 1970, as the machine says. */
  readonly now: number;
  /** Whether nobody vouches for that, as before the first answer of a time server. */
  readonly doubted: boolean;
  /** The latest time in any document that was believed; 0 at first. It is kept, and only grows. */
  readonly seen: number;
}

/** The time that it is at least. */
export const leastTime = ({ now, doubted, seen }: Clock): number => (doubted ? seen : Math.max(now, seen));

/**
 * - `expired`: the time is over for sure
 * - `unsure`: it may be over, for the clock is doubted
 */
export type Standing = 'good' | 'expired' | 'unsure';

export function standingOf({ expires }: { readonly expires?: number }, clock: Clock): Standing {
  if (expires === undefined) return 'good';
  if (leastTime(clock) >= expires) return 'expired';
  return clock.doubted ? 'unsure' : 'good';
}
