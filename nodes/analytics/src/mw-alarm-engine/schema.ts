import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** Keeps alarms: their states, their journal, and what they ask of operators. */
export const alarmEngineNode = defineNode({
  type: 'mw-alarm-engine',
  kind: 'config',
  version: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    days: field.integer({ default: 365, min: 1, max: 3650, unit: 'd', hint: true }),
  },
});

export type AlarmEngineConfig = ConfigOf<typeof alarmEngineNode>;
