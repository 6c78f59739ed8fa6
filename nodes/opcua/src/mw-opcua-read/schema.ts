import { messageFields, nameField, readFields, selectionProblems } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: reads tags and sends the message on with their values. */
export const readNode = defineNode({
  type: 'mw-opcua-read',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    ...nameField,
    tags: field.reference({ to: 'mw-opcua-tags', required: true }),
    ...readFields,
    maxAge: field.integer({ default: 0, min: 0, max: 86_400_000, unit: 'ms', hint: true }),
    ...messageFields,
  },
  problems: selectionProblems,
});

export type ReadConfig = ConfigOf<typeof readNode>;
