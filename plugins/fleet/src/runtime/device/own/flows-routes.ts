import type { Host } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import { ownFlowsRoutes } from '../../../common/routes.ts';
import type { Core } from '../core.ts';
import { driftBetween } from './drift.ts';

/** What people at this device ask of its flows. */
export function serveOwnFlows(host: Host, core: Pick<Core, 'machine' | 'slots'>): void {
  host.routes(ownFlowsRoutes, {
    async compareOwn() {
      const committed = core.machine?.state.committed;
      if (committed === undefined) throw fleetErrors.nothingToCompare();
      const { flows } = await core.slots.read(committed.slot);
      const { release } = committed;
      const against = release && { name: release.name, version: release.version };
      return driftBetween({ flows, release: against }, host.nodeRed.getFlows()?.items ?? []);
    },
  });
}
