import { messageFields, nameField, pollFields, selectionProblems } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On its own: reads tags at a fixed rate and sends their values, all of them or what changed. */
export const watchNode = defineNode({
  type: 'mw-s7-watch',
  kind: 'node',
  version: 1,
  outputs: 1,
  fields: {
    ...nameField,
    tags: field.reference({ to: 'mw-s7-tags', required: true }),
    ...pollFields,
    ...messageFields,
  },
  problems: selectionProblems,
});

export type WatchConfig = ConfigOf<typeof watchNode>;
