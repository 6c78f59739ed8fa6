import { join } from 'node:path';
import type { Host } from '@millwright/runtime';
import { deployRoutes, releaseRoutes, valueRoutes } from '../../common/routes.ts';
import type { News } from '../news.ts';
import { troubleOf } from '../trouble.ts';
import type { Adoptions } from './adoptions/adoptions.ts';
import { deployHandlers } from './deploys/routes.ts';
import type { KeyChain } from './keys/key-chain.ts';
import { npmIn } from './modules/npm.ts';
import { releaseHandlers } from './releases/routes.ts';
import { makeRooms } from './rooms.ts';
import type { FleetStore } from './store/open-store.ts';
import { valueHandlers } from './values/routes.ts';
import type { Wanted } from './wanted/wanted.ts';

export interface ReleaseRoomsOptions {
  readonly host: Host;
  readonly news: News;
  readonly keys: KeyChain;
  /** Of a hub: calls reject with `fleet.not-a-hub` before it is one. */
  readonly store: FleetStore;
  readonly isOnline: (device: string) => boolean;
}

/** Milliseconds. */
const renewEvery = 60 * 60_000;

/** What those need who talk with devices. */
export interface ReleaseRooms {
  /** What the hub wants of its devices. */
  readonly wanted: Wanted;
  readonly adoptions: Adoptions;
  /** What is wanted of a device has to be signed anew. */
  readonly renew: (device: string) => void;
}

/** Wires values, releases, plans and deploys to Node-RED. */
export function startReleases({ host, news, keys, store, isOnline }: ReleaseRoomsOptions): ReleaseRooms {
  const fleet = (folder: string) => () => join(host.directory(), 'fleet', folder);
  const { blobs, values, releases, wanted, planner, sender, deploys, adoptions } = makeRooms({
    host,
    keys,
    store,
    npm: npmIn(host.nodeRed.userDirectory),
    folders: { blobs: fleet('blobs'), packing: fleet('packing'), keys: () => join(host.directory(), 'keys') },
    isOnline,
    now: Date.now,
    onSent() {
      news.tell('deploys');
      news.tell('devices');
    },
    onTaken: () => sweep(),
  });
  const inBackground = (work: () => Promise<unknown>): void => {
    if (keys.state().mode === 'none') return;
    work().catch((error: unknown) => {
      const { code, message } = troubleOf(error);
      host.log.error(`${message} (${code})`);
    });
  };
  const sweep = () =>
    inBackground(async () => {
      // What plans have packed nothing else names yet: it goes another time.
      if (planner.hasPlans) return;
      await blobs.sweep(
        async () =>
          new Set([
            ...(await releases.needed()),
            ...(await store.listBoxes()),
            ...(await store.listAdoptedBlobs()),
          ]),
      );
    });
  const tend = () =>
    inBackground(async () => {
      await deploys.resume();
      await sender.renew();
      sweep();
    });
  keys.onChanged(tend);
  const hourly = setInterval(tend, renewEvery).unref();
  host.onDispose(() => clearInterval(hourly));

  host.routes(valueRoutes, valueHandlers(host, news, values));
  host.routes(releaseRoutes, releaseHandlers({ host, news, blobs, keys, planner, releases, deploys, sweep }));
  host.routes(deployRoutes, deployHandlers({ host, news, keys, planner, deploys }));
  return {
    wanted,
    adoptions,
    renew: (device) => inBackground(() => sender.renew([device])),
  };
}
