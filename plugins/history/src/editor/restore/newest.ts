import { call, hasPermission } from '@millwright/editor';
import { historyRoutes } from '../../common/routes.ts';
import type { VersionSummary } from '../../common/version.ts';

/** To say who it was is worth a short wait only. */
const patience = 3000;

/** The version that is what runs, and who made it; undefined where this may not be seen, or it is not kept yet. */
export async function versionOf(rev: string): Promise<VersionSummary | undefined> {
  const route = historyRoutes.listVersions;
  if (!hasPermission(route.permission)) return undefined;
  const result = await call(route, { query: { limit: 1 } }, { timeout: patience });
  const [newest] = result.ok ? result.value.versions : [];
  return newest?.rev === rev ? newest : undefined;
}
