import { join } from 'node:path';
import { definePlugin, type Host, ownPackage } from '@millwright/runtime';
import { Core } from '../../../../../../plugins/fleet/src/runtime/device/core.ts';
import type { Happening, Machine } from '../../../../../../plugins/fleet/src/runtime/device/machine.ts';
import { watchWhatRuns } from '../../../../../../plugins/fleet/src/runtime/device/own/what-runs.ts';
import { driverRoutes } from '../common/routes.ts';
import { hubSide } from './hub-side.ts';

/** A device that tests drive in place of a hub. */
async function start(host: Host): Promise<void> {
  const core = new Core({
    host,
    directory: join(host.directory(), 'fleet/device'),
    restartSetting: undefined,
    hub: () => 'https://hub.test',
    hubSide: (own) => hubSide(own, host.nodeRed.userDirectory),
  });
  host.routes(driverRoutes, {
    begin: async () => void (await core.begin()),
    leave: () => core.leave(),
    want: ({ body }) => core.machine?.take(body as Parameters<Machine['take']>[0]),
    tell: ({ body }) => core.machine?.receive(body as Happening),
    look: () => ({
      state: core.machine?.state,
      trouble: core.trouble?.toJSON(),
      rev: host.nodeRed.getFlows()?.rev,
      secret: host.nodeRed.credentials('kiln')?.['secret'],
      // What the module that is in memory says of itself.
      module: (globalThis as { readonly kilnVersion?: string }).kilnVersion,
    }),
  });
  await core.start(false);
  watchWhatRuns(
    host,
    (rev) => core.revisionToTell(rev),
    (_rev, told) => core.machine?.receive({ kind: 'running', rev: told }),
    host.log,
  );
}

export const entries = {
  driver: definePlugin({
    id: 'driver',
    area: 'driver',
    ...ownPackage(import.meta.url),
    startPatience: 60_000,
    start,
  }),
};
