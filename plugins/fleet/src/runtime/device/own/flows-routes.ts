import type { Host, RouteHandlers } from '@millwright/runtime';
import { fleetErrors } from '../../../common/errors.ts';
import type { ownFlowsRoutes } from '../../../common/routes.ts';
import { driftBetween } from './drift.ts';
import { notCompared } from './not-compared.ts';
import type { OwnDevice } from './own-device.ts';

/** What people at this device ask of its flows. */
export function ownFlowsHandlers(
  { nodeRed }: Pick<Host, 'nodeRed'>,
  own: Pick<OwnDevice, 'committed' | 'beside'>,
): RouteHandlers<typeof ownFlowsRoutes> {
  return {
    async compareOwn() {
      const sent = await own.committed();
      if (!sent) throw fleetErrors.nothingToCompare();
      const beside = await own.beside().catch(notCompared);
      return driftBetween(sent, nodeRed.getFlows()?.items ?? [], beside);
    },
  };
}
