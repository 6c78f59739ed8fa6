import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: sends any request that Modbus knows, for the expert. */
export const requestNode = defineNode({
  type: 'mw-modbus-request',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    connection: field.reference({ to: 'mw-modbus-connection', required: true }),
    unit: field.integer({ default: 1, min: 0, max: 255, hint: true }),
    deadline: field.integer({ default: 2000, min: 10, max: 600_000, unit: 'ms', hint: true }),
  },
});

export type RequestConfig = ConfigOf<typeof requestNode>;
