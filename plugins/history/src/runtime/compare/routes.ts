import type { RouteHandlers, RunningNodeRed } from '@millwright/runtime';
import type { compareRoutes } from '../../common/routes.ts';
import type { ArchiveClient } from '../archive-client.ts';
import { sentSide } from './sent-side.ts';

/** The routes that show and compare what versions hold. */
export function compareHandlers(
  archive: Pick<ArchiveClient, 'flows' | 'compare'>,
  nodeRed: RunningNodeRed,
): RouteHandlers<typeof compareRoutes> {
  return {
    getVersionFlows: async ({ params: { number } }) => {
      const { rev, flows } = await archive.flows(number);
      return { number, rev, flows: JSON.parse(flows) as unknown[] };
    },
    compare: ({ body: { before, after, onlyGiven } }) =>
      archive.compare([sentSide(before, nodeRed, onlyGiven), sentSide(after, nodeRed, onlyGiven)]),
  };
}
