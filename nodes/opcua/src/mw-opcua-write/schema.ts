import { deadlineField, nameField, writeFields } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: writes tags and sends the message on with what became of each. */
export const writeNode = defineNode({
  type: 'mw-opcua-write',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    ...nameField,
    tags: field.reference({ to: 'mw-opcua-tags', required: true }),
    ...writeFields(),
    round: field.boolean({ default: false, hint: true }),
    ...deadlineField,
  },
});

export type WriteConfig = ConfigOf<typeof writeNode>;
