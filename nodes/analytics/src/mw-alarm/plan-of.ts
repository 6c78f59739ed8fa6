import type { AlarmValue, Condition } from '@millwright/analytics';
import type { AlarmPlan } from '../alarms/plan.ts';
import type { AlarmConfig } from './schema.ts';

/** What a configuration decides about an alarm. @param id of the node: it is that of the alarm */
export function planOf(id: string, config: AlarmConfig): AlarmPlan {
  const { text, area, tag, unit, setPoint = null, latching, autoAcknowledge } = config;
  return {
    definition: {
      id,
      priority: Number(config.priority),
      onDelay: milliseconds(config.onDelay),
      offDelay: milliseconds(config.offDelay),
      latching,
      autoAcknowledge,
      longestShelving: config.longestShelving * 60_000,
    },
    condition: conditionOf(config),
    text,
    area,
    ...(tag !== '' && { tag }),
    ...(unit !== '' && { unit }),
    setPoint,
    staleAfter: milliseconds(config.staleAfter),
  };
}

function conditionOf(config: AlarmConfig): Condition {
  const { condition: kind, level, direction, deadband, over, values } = config;
  // A comparison without a limit is no valid configuration.
  const { at = Number.NaN } = config;
  switch (kind) {
    case 'limit':
      return { kind, level, at, deadband };
    case 'rate':
      return { kind, direction, at, deadband, over: milliseconds(over) };
    case 'deviation':
      return { kind, direction, at, deadband };
    case 'discrete':
      return { kind, values: values.map(alarmValue) };
    case 'quality':
      return { kind };
  }
}

const milliseconds = (seconds: number): number => Math.round(seconds * 1000);

function alarmValue({ type, value }: AlarmConfig['values'][number]): AlarmValue {
  if (type === 'text') return value;
  return type === 'number' ? Number(value) : value === 'true';
}
