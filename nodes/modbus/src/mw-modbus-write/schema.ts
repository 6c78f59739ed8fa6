import { deadlineField, nameField, writeFields } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: writes tags and sends the message on with what became of each. */
export const writeNode = defineNode({
  type: 'mw-modbus-write',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    ...nameField,
    tags: field.reference({ to: 'mw-modbus-tags', required: true }),
    ...writeFields(['wrong-type', 'value-does-not-fit']),
    ...deadlineField,
  },
});

export type WriteConfig = ConfigOf<typeof writeNode>;
