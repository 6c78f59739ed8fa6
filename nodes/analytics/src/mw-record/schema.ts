import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** Keeps the samples of each message in a store, and passes the message on. */
export const recordNode = defineNode({
  type: 'mw-record',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    store: field.reference({ to: 'mw-sample-store', required: true }),
    tags: field.rows({
      maxRows: 200,
      hint: true,
      columns: { pattern: field.text({ required: true, maxLength: 200 }) },
    }),
  },
});

export type RecordConfig = ConfigOf<typeof recordNode>;
