import { messageFields, nameField, readFields, selectionProblems } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: reads tags and sends the message on with their values. */
export const readNode = defineNode({
  type: 'mw-s7-read',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    ...nameField,
    tags: field.reference({ to: 'mw-s7-tags', required: true }),
    ...readFields,
    ...messageFields,
  },
  problems: selectionProblems,
});

export type ReadConfig = ConfigOf<typeof readNode>;
