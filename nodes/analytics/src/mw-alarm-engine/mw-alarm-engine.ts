import type { NodeContext } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import type { Alarms } from '../alarms/alarms.ts';
import type { AlarmEngineConfig } from './schema.ts';

/** An engine lives as long as its configuration node does. */
export const createAlarmEngine =
  (alarms: Alarms) =>
  ({ id, config, log, report }: NodeContext<AlarmEngineConfig>) => {
    // At the end of the node, too, when there is no status to be shown any more.
    const onFault = (error: unknown): void =>
      isCodedError(error) ? log.error(`${error.message} (${error.code})`) : report(error);
    const engine = alarms.open({ id, name: config.name, days: config.days, log, onFault });
    return { engine, close: () => alarms.close(engine) };
  };

export type CreateAlarmEngine = ReturnType<typeof createAlarmEngine>;
