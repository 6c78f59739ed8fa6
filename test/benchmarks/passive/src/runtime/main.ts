import { definePlugin } from '@millwright/runtime';

/** A plugin that wants nothing: with it, what is measured is the pipeline and no more. */
export const entries = {
  passive: definePlugin({
    id: 'passive',
    area: 'passive',
    version: '0.1.0',
    packageName: 'millwright-passive',
    start() {},
  }),
};
