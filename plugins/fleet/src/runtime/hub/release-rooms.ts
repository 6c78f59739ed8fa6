import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '@millwright/runtime';
import { deployRoutes, releaseRoutes, valueRoutes } from '../../common/routes.ts';
import type { News } from '../news.ts';
import { troubleOf } from '../trouble.ts';
import { Adoptions } from './adoptions/adoptions.ts';
import { Blobs } from './blobs/blobs.ts';
import { Deploys } from './deploys/deploys.ts';
import { deployHandlers } from './deploys/routes.ts';
import { Sender } from './deploys/sender.ts';
import type { KeyChain } from './keys/key-chain.ts';
import { npmIn } from './modules/npm.ts';
import { Tarballs } from './modules/tarballs.ts';
import { Planner } from './plan/planner.ts';
import { Releases } from './releases/releases.ts';
import { releaseHandlers } from './releases/routes.ts';
import { HubSecrets } from './secrets.ts';
import type { FleetStore } from './store/open-store.ts';
import { valueHandlers } from './values/routes.ts';
import { Values } from './values/values.ts';
import type { Wanted } from './wanted/wanted.ts';
import { WantedOfDevices } from './wanted/wanted-of-devices.ts';

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
  const fleet = (...path: readonly string[]) => join(host.directory(), 'fleet', ...path);
  const [random, now] = [randomBytes, Date.now] as const;
  const blobs = new Blobs(() => fleet('blobs'));
  const secrets = new HubSecrets({
    directory: () => join(host.directory(), 'keys'),
    sealed: async () => [
      ...(await store.listValues()).flatMap(({ secret, value }) => (secret === 1 ? [value] : [])),
      ...(await store.listReleases()).flatMap(({ credentials }) => credentials ?? []),
    ],
  });
  const values = new Values({ store, secrets });
  const releases = new Releases({ store, blobs, secrets, keys });
  const wanted = new WantedOfDevices(store, blobs);
  const tarballs = new Tarballs({
    npm: npmIn(host.nodeRed.userDirectory),
    blobs,
    scratch: () => fleet('packing'),
  });
  const planner = new Planner({
    host,
    releases,
    blobs,
    secrets,
    tarballs,
    store,
    values,
    keys,
    isOnline,
    random,
    now,
  });
  const tellDeploys = () => {
    news.tell('deploys');
    news.tell('devices');
  };
  const sender = new Sender({ store, blobs, keys, wanted, random, now, onSent: tellDeploys });
  const deploys = new Deploys({
    store,
    blobs,
    planner,
    releases,
    secrets,
    values,
    keys,
    sender,
    random,
    now,
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
    adoptions: new Adoptions({ store, blobs, now, onTaken: sweep }),
    renew: (device) => inBackground(() => sender.renew({ kind: 'devices', devices: [device] })),
  };
}
