import type { AlarmEngine, AlarmEntry } from '@millwright/analytics';
import type { Outlook } from '../../common/alarms/wire.ts';

/** @param shown the alarms that the widget shows */
export const outlookOf = (engine: AlarmEngine, shown: readonly AlarmEntry[]): Outlook => ({
  readiness: engine.readiness(),
  watched: shown.length,
  unknown: shown.filter(({ state }) => state.stage === 'normal' && state.holds === 'unknown').length,
});
