import type { AlarmValue, Quality } from '../state.ts';

/** On which side of nothing a rate or a deviation is too large. */
export type Direction = 'above' | 'below' | 'either';

/**
 * A value beyond a limit. `at` and `deadband` are in the unit of the value; the deadband is how far the value has to come back from
 * the limit before the condition is gone.
 */
export interface LimitCondition {
  readonly kind: 'limit';
  readonly level: 'hihi' | 'hi' | 'lo' | 'lolo';
  readonly at: number;
  readonly deadband: number;
}

/** A value that changes too quickly, measured between readings at least `over` (ms) apart. They have to come regularly. */
export interface RateCondition {
  readonly kind: 'rate';
  readonly direction: Direction;
  /** Units a second, positive in every direction. */
  readonly at: number;
  readonly deadband: number;
  readonly over: number;
}

/** A value too far from its set point. */
export interface DeviationCondition {
  readonly kind: 'deviation';
  readonly direction: Direction;
  /** In the unit of the value, positive in every direction. */
  readonly at: number;
  readonly deadband: number;
}

/** A value that means the same as one of these: 1 and "1" are true. */
export interface DiscreteCondition {
  readonly kind: 'discrete';
  readonly values: readonly AlarmValue[];
}

/** A value that cannot be had. This is the only condition that bad quality brings about. */
export interface QualityCondition {
  readonly kind: 'quality';
}

export type Condition =
  | LimitCondition
  | RateCondition
  | DeviationCondition
  | DiscreteCondition
  | QualityCondition;

/** What was read of the value that an alarm watches. */
export interface Reading {
  /** ms UTC. */
  readonly ts: number;
  /** Null unless it can be used as it stands. */
  readonly value: AlarmValue | null;
  readonly quality: Quality;
  /** For deviations; null or absent where it cannot be had. */
  readonly setPoint?: number | null;
}
