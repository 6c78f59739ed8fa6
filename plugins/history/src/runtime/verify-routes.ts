import type { RouteHandlers } from '@millwright/runtime';
import type { verifyRoutes } from '../common/routes.ts';
import type { ArchiveClient } from './archive-client.ts';

/** Whether versions are as they were kept. */
export const verifyHandlers = (
  archive: Pick<ArchiveClient, 'verify'>,
): RouteHandlers<typeof verifyRoutes> => ({
  async verifyVersions({ query }) {
    const { faulty, ...verified } = await archive.verify(query);
    return { ...verified, faulty: [...faulty] };
  },
});
