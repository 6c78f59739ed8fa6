/**
 * What a device knows of the time. Many gateways have no clock that survives being switched off: until somebody sets it,
 * theirs is doubted. Then only one thing is sure: it is not earlier than anything that was signed before.
 */
export interface Clock {
  /** Milliseconds since 1970, as the machine says. */
  readonly now: number;
  /** Whether nobody vouches for that, as before the first answer of a time server. */
  readonly doubted: boolean;
  /** When the newest document of the hub that was believed was signed, by the clock of the hub; 0 at first. It is kept. */
  readonly seen: number;
}

/** The time that it is at least. */
export const leastTime = ({ now, doubted, seen }: Clock): number => (doubted ? seen : Math.max(now, seen));

const day = 86_400_000;

/** Whether a document was signed more than a day later than it is here, so that one of the clocks is wrong. */
export const isAhead = (issued: number, { now, doubted }: Pick<Clock, 'now' | 'doubted'>): boolean =>
  !doubted && issued > now + day;

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
