import { type ConfigOf, defineNode, field } from '@millwright/schema';

/** Keeps samples on this machine, for all nodes and widgets that name it. */
export const sampleStoreNode = defineNode({
  type: 'mw-sample-store',
  kind: 'config',
  version: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    days: field.integer({ default: 90, min: 1, max: 36_500, unit: 'd', hint: true }),
    megabytes: field.integer({ default: 1_000, min: 1, max: 10_000_000, unit: 'MB', hint: true }),
    within: field.integer({ default: 5, min: 1, max: 60, unit: 's', hint: true }),
  },
});

export type SampleStoreConfig = ConfigOf<typeof sampleStoreNode>;
