import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: reads all tags of the table and sends the message on with their values. */
export const readNode = defineNode({
  type: 'mw-modbus-read',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    tags: field.reference({ to: 'mw-modbus-tags', required: true }),
  },
});

export type ReadConfig = ConfigOf<typeof readNode>;
