import type { RouteCall, RouteHandlers } from '@millwright/runtime';
import type { CodedError } from '@millwright/schema';
import { historyErrors } from '../../common/errors.ts';
import type { restoreRoutes } from '../../common/routes.ts';
import { noticeOf } from '../notice.ts';
import { planRestore } from './plan-restore.ts';
import { type RestoreTools, restoreVersion } from './restore-version.ts';

/** What installing and removing modules needs, as Node-RED's own palette manager does. */
const palettePermission = 'nodes.write';

/** @param problem why nothing could be kept now, and so nothing be restored */
export function restoreHandlers(
  tools: RestoreTools,
  problem: () => CodedError | undefined,
): RouteHandlers<typeof restoreRoutes> {
  const { archive, host, runs } = tools;
  return {
    async planRestore({ params: { number }, body }) {
      const plan = await planRestore({ archive, nodeRed: host.nodeRed }, number, body?.scope);
      const why = problem();
      return why ? { ...plan, notices: [...plan.notices, noticeOf(why)] } : plan;
    },
    async restoreVersion({ params: { number }, body = {} }, call) {
      const why = problem();
      if (why) throw why;
      if (body.installModules || body.removeModules) await checkPalette(call);
      return restoreVersion(tools, number, body);
    },
    getRestoreProgress: () => runs.progress,
    cancelRestore: () =>
      host.operate({ name: 'history.restore.cancel', action: 'history.restore', locks: [] }, async () => {
        runs.current?.cancel();
        return runs.progress;
      }),
  };
}

/** Who may deploy may not install programs for that reason. */
async function checkPalette({ allows }: RouteCall): Promise<void> {
  if (await allows(palettePermission)) return;
  throw historyErrors.modulesNotAllowed({ permission: palettePermission });
}
