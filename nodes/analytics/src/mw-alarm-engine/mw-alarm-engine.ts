import type { NodeContext } from '@millwright/runtime';
import type { Alarms } from '../alarms/alarms.ts';
import type { AlarmEngineConfig } from './schema.ts';

/** An engine lives as long as its configuration node does. */
export const createAlarmEngine =
  (alarms: Alarms) =>
  ({ id, config, log, report }: NodeContext<AlarmEngineConfig>) => {
    const engine = alarms.open({ id, name: config.name, days: config.days, log, onFault: report });
    return { engine, close: () => alarms.close(engine) };
  };

export type CreateAlarmEngine = ReturnType<typeof createAlarmEngine>;
