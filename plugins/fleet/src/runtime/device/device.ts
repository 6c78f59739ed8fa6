import { join } from 'node:path';
import type { Host } from '@millwright/runtime';
import type { OwnState } from '../../common/fleet.ts';
import { ownFlowsRoutes, ownRoutes } from '../../common/routes.ts';
import type { Connecting } from '../connecting.ts';
import { News } from '../news.ts';
import { placesIn } from './membership/places.ts';
import { enrolFromEnvironment } from './own/enrol-from-environment.ts';
import { ownFlowsHandlers } from './own/flows-routes.ts';
import { OwnDevice } from './own/own-device.ts';
import { ownHandlers } from './own/own-routes.ts';
import { SafeStart } from './own/safe-start.ts';
import { later } from './timers.ts';

/** The side that is managed. */
export interface Device {
  state(): OwnState;
  /** Resolves once Node-RED may load its flows. */
  start(): Promise<void>;
}

/** Nothing of it is at work before `start`. */
export function openDevice(host: Host, connecting: Connecting): Device {
  const { nodeRed } = host;
  const news = new News(host);
  const safeStart = new SafeStart(process.env, host, () => news.tell('state'));
  const own = new OwnDevice({
    host,
    // Not made before there is something to keep.
    places: placesIn(join(nodeRed.userDirectory, 'millwright')),
    versions: {
      millwright: host.plugin.version,
      nodeRed: nodeRed.version,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    },
    restartSetting: (nodeRed.settingsFor('fleet') as { readonly restart?: unknown } | undefined)?.restart,
    now: Date.now,
    later,
    safeStart,
    onChanged: () => news.tell('state'),
  });
  host.onDispose(() => safeStart.close());
  host.onDispose(() => news.stop());
  host.onDispose(() => own.close());
  // An application that Node-RED is embedded in ends only once nothing is open any more.
  host.onStop(() => own.close());
  host.routes(ownRoutes, ownHandlers(host, own, connecting));
  host.routes(ownFlowsRoutes, ownFlowsHandlers(host, own));
  host.offer({
    /** Said by flows: see docs/fleet.md. */
    lock: (name: unknown, seconds?: unknown) => own.locks.lock(name, seconds),
    unlock: (name: unknown) => own.locks.unlock(name),
  });
  return {
    state: () => own.state(),
    start: async () => {
      await own.start();
      enrolFromEnvironment(own, {
        environment: process.env,
        later,
        random: Math.random,
        onFailed: (error) => host.log.error(error.message),
      });
    },
  };
}
