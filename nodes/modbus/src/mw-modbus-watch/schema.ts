import { messageFields, nameField, selectionFields, selectionProblems } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On its own: reads tags at a fixed rate and sends their values, all of them or what changed. */
export const watchNode = defineNode({
  type: 'mw-modbus-watch',
  kind: 'node',
  version: 1,
  outputs: 1,
  fields: {
    ...nameField,
    tags: field.reference({ to: 'mw-modbus-tags', required: true }),
    interval: field.integer({ default: 1000, min: 10, max: 86_400_000, unit: 'ms', hint: true }),
    which: field.choice({ options: ['all', 'group', 'names'], default: 'all' }),
    ...selectionFields,
    report: field.choice({ options: ['all', 'changes'], default: 'all', hint: true }),
    heartbeat: field.integer({
      default: 0,
      min: 0,
      max: 86_400,
      unit: 's',
      hint: true,
      when: { report: ['changes'] },
    }),
    ...messageFields,
  },
  problems: selectionProblems,
});

export type WatchConfig = ConfigOf<typeof watchNode>;
