import type { Wanted } from './wanted.ts';

/** Of a hub from which nothing was ever deployed. */
export const nothingWanted: Wanted = {
  frameOf: async () => ({}),
  blobOf: async () => undefined,
  onChanged: () => () => undefined,
};
