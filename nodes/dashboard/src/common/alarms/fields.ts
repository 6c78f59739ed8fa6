import { field } from '@millwright/schema';

/** Which alarms a widget shows, and who may command them. */
export const alarmFields = {
  engine: field.reference({ to: 'mw-alarm-engine', required: true }),
  area: field.text({ maxLength: 200, hint: true }),
  anyone: field.boolean({ default: false, hint: true }),
} as const;
