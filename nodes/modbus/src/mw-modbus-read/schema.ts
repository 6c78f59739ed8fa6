import { selectionFields, selectionProblems } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: reads tags and sends the message on with their values. */
export const readNode = defineNode({
  type: 'mw-modbus-read',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    tags: field.reference({ to: 'mw-modbus-tags', required: true }),
    which: field.choice({ options: ['all', 'group', 'names', 'message'], default: 'all', hint: true }),
    ...selectionFields,
    each: field.boolean({ default: false, hint: true }),
    hold: field.boolean({ default: false, hint: true }),
  },
  problems: selectionProblems,
});

export type ReadConfig = ConfigOf<typeof readNode>;
