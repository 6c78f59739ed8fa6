import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On a message: writes tags and sends the message on with what became of each. */
export const writeNode = defineNode({
  type: 'mw-opcua-write',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    tags: field.reference({ to: 'mw-opcua-tags', required: true }),
    source: field.choice({ options: ['message', 'values'], default: 'message', hint: true }),
    values: field.rows({
      minRows: 1,
      maxRows: 500,
      unique: 'tag',
      problems: ['unknown-tag'],
      hint: true,
      columns: {
        tag: field.text({ required: true, maxLength: 100 }),
        value: field.text({ required: true, maxLength: 500 }),
      },
      when: { source: ['values'] },
    }),
    verify: field.choice({ options: ['none', 'read-back'], default: 'none', hint: true }),
    round: field.boolean({ default: false, hint: true }),
    deadline: field.integer({ default: 2000, min: 10, max: 600_000, unit: 'ms', hint: true }),
  },
});

export type WriteConfig = ConfigOf<typeof writeNode>;
