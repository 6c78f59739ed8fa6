/**
 * Where an alarm can be, in the order of ISA-18.2 (A to I): normal, raised and not acknowledged, acknowledged, returned to normal
 * and not acknowledged, latched, latched and acknowledged, shelved by a person, suppressed by design, out of service.
 */
export const stages = [
  'normal',
  'unacknowledged',
  'acknowledged',
  'returned',
  'latched',
  'latched-acknowledged',
  'shelved',
  'suppressed',
  'out-of-service',
] as const;

export type Stage = (typeof stages)[number];

/** What was told of a condition. Unknown is what bad quality leaves. */
export type Holds = boolean | 'unknown';

export const qualities = ['good', 'uncertain', 'bad'] as const;

export type Quality = (typeof qualities)[number];

export type AlarmValue = boolean | number | string;

/** Always with an end. */
export interface Shelf {
  /** ms UTC. */
  readonly until: number;
  /** Ends before that if the alarm returns to normal. */
  readonly oneShot: boolean;
}

/** Which layout of {@link AlarmState} this code writes and reads. */
export const stateFormat = 1;

/** All that one alarm remembers, as plain JSON. */
export interface AlarmState {
  readonly format: typeof stateFormat;
  readonly stage: Stage;
  /** When the stage was entered (ms UTC). */
  readonly since: number;
  /** Number of the last journal record; 0 before the first. */
  readonly seq: number;
  /** How often the alarm has been raised. Names the last time that it was. */
  readonly occurrence: number;
  /** Number of the journal record with which this occurrence began; 0 before the first. */
  readonly raised: number;
  /** When this occurrence began (ms UTC), where that is known: not before the first, nor where an earlier version kept the state. */
  readonly raisedAt?: number;
  /** Whether nothing of this occurrence is left to be acknowledged. */
  readonly acknowledged: boolean;
  /** The condition after its delays. It is followed in every stage. */
  readonly active: boolean;
  /** The condition as it was last told. */
  readonly holds: Holds;
  /** Since when the condition differs from `active` (ms UTC): a delay runs. */
  readonly pending?: number;
  /** What logic last said about suppression. It is followed in every stage. */
  readonly suppressed: boolean;
  /** Only while shelved. */
  readonly shelf?: Shelf;
  readonly quality: Quality;
  /** What was last known of the value, and the limit it was held against. */
  readonly value?: AlarmValue;
  readonly limit?: number;
}

/** What a stage says about the rest of the state. */
export const implied: Readonly<
  Record<Stage, Readonly<Partial<Pick<AlarmState, 'active' | 'acknowledged' | 'suppressed'>>>>
> = {
  normal: { active: false, acknowledged: true, suppressed: false },
  unacknowledged: { active: true, acknowledged: false, suppressed: false },
  acknowledged: { active: true, acknowledged: true, suppressed: false },
  returned: { active: false, acknowledged: false, suppressed: false },
  latched: { active: false, acknowledged: false, suppressed: false },
  'latched-acknowledged': { active: false, acknowledged: true, suppressed: false },
  shelved: {},
  suppressed: { suppressed: true },
  'out-of-service': {},
};

/** Whether an alarm stands in a stage; undefined where it is set aside: then its condition is not told of. */
export const standsIn = (stage: Stage): boolean | undefined => implied[stage].active;

/** An alarm of which nothing is known yet. */
export function newAlarm(ts: number): AlarmState {
  return {
    format: stateFormat,
    stage: 'normal',
    since: ts,
    seq: 0,
    occurrence: 0,
    raised: 0,
    acknowledged: true,
    active: false,
    holds: 'unknown',
    suppressed: false,
    quality: 'bad',
  };
}
