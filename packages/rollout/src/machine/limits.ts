import type { WorkPhase } from './phases.ts';

/** How long to wait for an effect, and how often to ask for it again. Durations are milliseconds. */
export interface Patience {
  /** For an answer. In `watching`: beyond the health window. */
  readonly deadline: number;
  readonly attempts: number;
}

/** Pauses double from the first to the longest one. */
export interface BackOff {
  readonly first: number;
  readonly longest: number;
}

export interface Limits {
  /** `waiting` has none: a lock may last as long as a batch. */
  readonly phases: Readonly<Record<Exclude<WorkPhase, 'waiting'>, Patience>>;
  readonly retry: BackOff;
  readonly report: BackOff;
  readonly journal: BackOff;
  /** After so many attempts to write the journal a Node-RED that waits for it starts without flows. */
  readonly journalAttempts: number;
  /** Starts of a new version, or of what lay there, before it is given up. */
  readonly starts: number;
  /** Starts of each version that is gone back to. */
  readonly recoveries: number;
  /** How long what lay there has to run before it is left alone, in milliseconds: nobody has ever watched it to the end. */
  readonly proof: number;
  /** Transitions of one delivery, and again of its way back; further attempts at one thing are counted by themselves. */
  readonly transitions: number;
  /** Failures after which a release is refused. */
  readonly failures: number;
  /** Reverts of local changes in a row, and how long it has to be quiet for a new row to begin. */
  readonly reverts: number;
  readonly calm: number;
  /** Outcomes and failed releases that are remembered. */
  readonly remembered: number;
}

const second = 1000;
const minute = 60 * second;

export const defaultLimits: Limits = {
  phases: {
    // A bundle of some 100 MB over a slow line, for two days; what has arrived is not fetched again.
    fetching: { deadline: 60 * minute, attempts: 100 },
    // What cannot be checked is fetched again in between.
    verifying: { deadline: 10 * minute, attempts: 3 },
    staging: { deadline: 30 * minute, attempts: 3 },
    keeping: { deadline: 2 * minute, attempts: 3 },
    switching: { deadline: 2 * minute, attempts: 2 },
    starting: { deadline: 3 * minute, attempts: 1 },
    watching: { deadline: minute, attempts: 1 },
    'rolling-back': { deadline: 2 * minute, attempts: 3 },
    recovering: { deadline: 3 * minute, attempts: 1 },
  },
  retry: { first: 2 * second, longest: 30 * minute },
  report: { first: 5 * second, longest: 10 * minute },
  journal: { first: second, longest: minute },
  journalAttempts: 3,
  starts: 2,
  recoveries: 5,
  proof: minute,
  transitions: 64,
  failures: 2,
  reverts: 3,
  calm: 60 * minute,
  remembered: 32,
};

/** @param attempt how many there were before, from 0 */
export const pauseOf = ({ first, longest }: BackOff, attempt: number): number =>
  Math.min(longest, first * 2 ** Math.min(attempt, 30));
