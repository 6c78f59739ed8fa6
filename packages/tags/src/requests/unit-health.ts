/**
 * Whether a unit answers. All times are of `Clock.elapsed()`: they only ever grow.
 */
export type UnitHealth =
  | { readonly is: 'well' }
  /**
   * The latest requests were not answered; the first of them was sent at `since`, over link number `link`, the last one
   * that counts failed at `until`.
   */
  | {
      readonly is: 'doubtful';
      readonly unanswered: number;
      readonly since: number;
      readonly until: number;
      readonly link: number;
    }
  /** Left alone until `due`; it has been silent since `since`, and `failures` tries in a row brought nothing. */
  | { readonly is: 'suspended'; readonly since: number; readonly due: number; readonly failures: number };

export type HealthEvent =
  | { readonly type: 'answered' }
  | {
      readonly type: 'unanswered';
      readonly at: number;
      /** Milliseconds that the request took up. */
      readonly took: number;
      /** Number of the link that it went over: each one has a higher number than the one before. */
      readonly link: number;
      /** When another unit, or the gateway itself, answered last. */
      readonly othersAnswered: number | undefined;
      /** Whether no other unit is asked over this connection: then there is nobody to protect from its silence. */
      readonly alone: boolean;
    }
  /** There is new hope: the link was made anew, or another unit that was silent answers again. */
  | { readonly type: 'hope'; readonly at: number };

/** So many requests in a row without an answer, and the unit is left alone. */
const unansweredLimit = 3;

/** A silent unit may take this share of the time: one try that costs 1 s is followed by a pause of 10 s. */
export const pauseFactor = 10;

const shortestPause = 1_000;
const longestPause = 60_000;

export const wellUnit: UnitHealth = { is: 'well' };

/**
 * What an event makes of a unit. Silence alone says nothing about a unit, the link may be at fault: the unit is
 * suspended where others answered meanwhile, or where the link was made anew and that changed nothing. One that is alone
 * is never suspended: its connection backs off by itself.
 */
export function stepHealth(health: UnitHealth, event: HealthEvent): UnitHealth {
  switch (event.type) {
    case 'answered':
      return wellUnit;

    case 'hope':
      return health.is === 'suspended' && health.due > event.at ? { ...health, due: event.at } : health;

    case 'unanswered': {
      const { at, took, link, othersAnswered, alone } = event;
      if (health.is === 'suspended') return suspend(health.since, at, took, health.failures + 1);
      const sent = at - took;
      const before = health.is === 'well' ? { unanswered: 0, since: sent, until: sent, link } : health;
      // Several that were under way together are one silence.
      if (health.is === 'doubtful' && sent < health.until) return health;
      const unanswered = before.unanswered + 1;
      const othersAnswer = othersAnswered !== undefined && othersAnswered >= before.since;
      if (!alone && unanswered >= unansweredLimit && (othersAnswer || link > before.link)) {
        return suspend(before.since, at, took, 1);
      }
      return { is: 'doubtful', unanswered, since: before.since, until: at, link: before.link };
    }
  }
}

function suspend(since: number, at: number, took: number, failures: number): UnitHealth {
  return { is: 'suspended', since, due: at + probePause(took, failures), failures };
}

/** Milliseconds to leave a unit alone after so many tries in a row, the latest of which took up `took` ms. */
export function probePause(took: number, failures: number): number {
  const share = took * pauseFactor;
  const grown = Math.max(share, shortestPause) * 2 ** Math.min(failures - 1, 30);
  return Math.max(share, Math.min(grown, longestPause));
}
