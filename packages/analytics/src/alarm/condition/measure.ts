import type { Direction, LimitCondition, Reading } from './condition.ts';

/** What is compared with a limit. */
export interface Measured {
  /** The value, the rate (units a second) or the deviation. */
  readonly value: number;
  readonly limit: number;
  /** How far it is beyond the limit; negative where it is not. */
  readonly beyond: number;
}

/** The number of a reading, if it has one that can be compared. */
export function numberOf({ value, quality }: Reading): number | undefined {
  return quality !== 'bad' && typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function beyondLimit(value: number, { level, at }: LimitCondition): Measured {
  const isHigh = level === 'hihi' || level === 'hi';
  return { value, limit: at, beyond: isHigh ? value - at : at - value };
}

/** A measure that is nothing where all is well. */
export function beyondNothing(value: number, direction: Direction, at: number): Measured {
  switch (direction) {
    case 'above':
      return { value, limit: at, beyond: value - at };
    case 'below':
      return { value, limit: -at, beyond: -value - at };
    case 'either':
      return { value, limit: value < 0 ? -at : at, beyond: Math.abs(value) - at };
  }
}
