import type { ConditionTold } from '../events.ts';
import type { AlarmState, Holds } from '../state.ts';
import type { Condition, RateCondition, Reading } from './condition.ts';
import { beyondLimit, beyondNothing, type Measured, numberOf } from './measure.ts';
import { isOneOf } from './one-of.ts';

/** What a condition has to know of the readings before, as plain JSON. */
export interface ConditionMemory {
  /** What it last was, as far as anything was known. */
  readonly holds: boolean;
  /** From where a rate is measured (ms UTC, unit of the value). */
  readonly base?: { readonly ts: number; readonly value: number };
}

/** What a condition knows at first: of an alarm that was active, that it comes back only past its deadband. */
export const memoryOf = ({ active }: AlarmState): ConditionMemory => ({ holds: active });

/** What a reading says about a condition. */
export interface Evaluation {
  readonly memory: ConditionMemory;
  /** What to tell the alarm; absent where nothing new is known. */
  readonly event?: ConditionTold;
}

/** Holds a reading against a condition. A value of uncertain quality counts, one of bad quality leaves the condition unknown. */
export function evaluate(condition: Condition, memory: ConditionMemory, reading: Reading): Evaluation {
  switch (condition.kind) {
    case 'quality':
      return tell(memory, reading, reading.quality === 'bad' || reading.value === null);
    case 'discrete':
      return tell(
        memory,
        reading,
        reading.quality === 'bad' || reading.value === null
          ? 'unknown'
          : isOneOf(condition.values, reading.value),
      );
    case 'rate':
      return evaluateRate(condition, memory, reading);
    case 'limit': {
      const value = numberOf(reading);
      return compare(memory, reading, value === undefined ? value : beyondLimit(value, condition), condition);
    }
    case 'deviation': {
      const value = numberOf(reading);
      const { setPoint } = reading;
      const measured =
        value === undefined || typeof setPoint !== 'number' || !Number.isFinite(setPoint)
          ? undefined
          : beyondNothing(value - setPoint, condition.direction, condition.at);
      return compare(memory, reading, measured, condition);
    }
  }
}

/** A rate is not measured across a time of which nothing is known, nor across a clock that was set back. */
function evaluateRate(condition: RateCondition, memory: ConditionMemory, reading: Reading): Evaluation {
  const { base, ...unbased } = memory;
  const value = numberOf(reading);
  if (value === undefined) return tell(unbased, reading, 'unknown');
  const next: ConditionMemory = { ...memory, base: { ts: reading.ts, value } };
  if (base === undefined || reading.ts < base.ts) return tell(next, reading, 'unknown');
  const passed = reading.ts - base.ts;
  // Between two measurements nothing is told: "unknown" would hold up a delay.
  if (passed === 0 || passed < condition.over) return { memory };
  const rate = ((value - base.value) / passed) * 1000;
  return compare(next, reading, beyondNothing(rate, condition.direction, condition.at), condition);
}

function compare(
  memory: ConditionMemory,
  reading: Reading,
  measured: Measured | undefined,
  { deadband }: { readonly deadband: number },
): Evaluation {
  if (measured === undefined) return tell(memory, reading, 'unknown');
  return tell(memory, reading, measured.beyond > (memory.holds ? -deadband : 0), measured);
}

function tell(
  memory: ConditionMemory,
  { ts, value, quality }: Reading,
  holds: Holds,
  measured?: Measured,
): Evaluation {
  const shown = measured?.value ?? value;
  return {
    memory: holds === 'unknown' ? memory : { ...memory, holds },
    event: {
      kind: 'condition',
      ts,
      holds,
      quality,
      ...(shown !== null && { value: shown }),
      ...(measured && { limit: measured.limit }),
    },
  };
}
