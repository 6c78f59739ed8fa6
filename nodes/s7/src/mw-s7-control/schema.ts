import { deadlineField, nameField } from '@millwright/plc';
import { clockZones } from '@millwright/s7';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message that is armed: stops or starts a PLC, or sets its clock. There only where `settings.js` allows it. */
export const controlNode = defineNode({
  type: 'mw-s7-control',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    ...nameField,
    connection: field.reference({ to: 'mw-s7-connection', required: true }),
    zone: field.choice({ options: clockZones, default: 'utc', hint: true }),
    ...deadlineField,
  },
});

export type ControlConfig = ConfigOf<typeof controlNode>;
