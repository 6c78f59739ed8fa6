import { messageFields, nameField, selectionFields, selectionProblems } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On its own: a subscription; sends what the server reports. A message changes what it watches, and how. */
export const watchNode = defineNode({
  type: 'mw-opcua-watch',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    ...nameField,
    tags: field.reference({ to: 'mw-opcua-tags', required: true }),
    publishing: field.integer({ default: 1000, min: 10, max: 86_400_000, unit: 'ms', hint: true }),
    which: field.choice({ options: ['all', 'group', 'names'], default: 'all' }),
    ...selectionFields,
    sampling: field.integer({ optional: true, min: 0, max: 86_400_000, unit: 'ms', hint: true }),
    queue: field.integer({ default: 1, min: 1, max: 100_000, hint: true }),
    keep: field.choice({ options: ['newest', 'oldest'], default: 'newest', group: 'server' }),
    trigger: field.choice({
      options: ['status-value', 'status', 'status-value-timestamp'],
      default: 'status-value',
      hint: true,
      group: 'server',
    }),
    priority: field.integer({ default: 0, min: 0, max: 255, hint: true, group: 'server' }),
    ...messageFields,
  },
  problems: selectionProblems,
});

export type WatchConfig = ConfigOf<typeof watchNode>;
