import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** Lets one message of so many pass. */
export const recordNode = defineNode({
  type: 'mw-record',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    every: field.integer({ default: 1, min: 1, max: 1_000_000, hint: true }),
  },
});

export type RecordConfig = ConfigOf<typeof recordNode>;
