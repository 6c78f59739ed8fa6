import type { AlarmEngines } from '@millwright/analytics';
import type { CreateWidget } from '@millwright/runtime';
import { AlarmScreen } from '../runtime/alarms/alarm-screen.ts';
import { type AlarmsConfig, alarmsNode } from './schema.ts';

/** @param engines the alarm engines that live now, where there are any */
export function createAlarms(engines: () => AlarmEngines | undefined): CreateWidget<AlarmsConfig> {
  return (context) => new AlarmScreen(alarmsNode.type, context, engines);
}
