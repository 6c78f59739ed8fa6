import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** On its own: reads all tags of the table at a fixed rate and sends a message for each reading. */
export const watchNode = defineNode({
  type: 'mw-modbus-watch',
  kind: 'node',
  version: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    tags: field.reference({ to: 'mw-modbus-tags', required: true }),
    interval: field.integer({ default: 1000, min: 10, max: 86_400_000, unit: 'ms', hint: true }),
  },
});

export type WatchConfig = ConfigOf<typeof watchNode>;
