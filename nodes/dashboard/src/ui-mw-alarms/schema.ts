import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { alarmFields } from '../common/alarms/fields.ts';
import { placeFields } from '../common/place.ts';

/** The list of alarms: active, shelved, and what has happened. */
export const alarmsNode = defineNode({
  type: 'ui-mw-alarms',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 0,
  fields: {
    name: field.text({ maxLength: 100 }),
    ...alarmFields,
    ...placeFields,
  },
});

export type AlarmsConfig = ConfigOf<typeof alarmsNode>;
