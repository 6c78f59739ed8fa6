import { randomBytes } from 'node:crypto';
import type { Host } from '@millwright/runtime';
import { Adoptions } from './adoptions/adoptions.ts';
import { Blobs } from './blobs/blobs.ts';
import { Deploys } from './deploys/deploys.ts';
import { Sender } from './deploys/sender.ts';
import type { KeyChain } from './keys/key-chain.ts';
import { Tarballs, type TarballsOptions } from './modules/tarballs.ts';
import { Planner } from './plan/planner.ts';
import { Releases } from './releases/releases.ts';
import { HubSecrets } from './secrets.ts';
import type { FleetStore } from './store/open-store.ts';
import { Values } from './values/values.ts';
import { WantedOfDevices } from './wanted/wanted-of-devices.ts';

export interface RoomsOptions {
  readonly host: Pick<Host, 'nodeRed' | 'services'>;
  readonly keys: KeyChain;
  readonly store: FleetStore;
  readonly npm: TarballsOptions['npm'];
  /** Folders, which are made once they are needed. */
  readonly folders: Readonly<Record<'blobs' | 'packing' | 'keys', () => string>>;
  readonly isOnline: (device: string) => boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What is wanted of a device went out. */
  readonly onSent: () => void;
  /** What was changed on a device was taken over. */
  readonly onTaken: () => void;
}

/** What makes, plans and deploys releases, each wired to the others. */
export interface HubRooms {
  readonly blobs: Blobs;
  readonly secrets: HubSecrets;
  readonly values: Values;
  readonly releases: Releases;
  readonly wanted: WantedOfDevices;
  readonly planner: Planner;
  readonly sender: Sender;
  readonly deploys: Deploys;
  readonly adoptions: Adoptions;
}

export function makeRooms(options: RoomsOptions): HubRooms {
  const { host, keys, store, npm, folders, isOnline, now, onSent, onTaken } = options;
  const random = randomBytes;
  const blobs = new Blobs(folders.blobs);
  const secrets = new HubSecrets({
    directory: folders.keys,
    sealed: async () => [
      ...(await store.listValues()).flatMap(({ secret, value }) => (secret === 1 ? [value] : [])),
      ...(await store.releaseSeals()),
    ],
  });
  const values = new Values({ store, secrets });
  const releases = new Releases({ store, blobs, secrets, keys });
  const wanted = new WantedOfDevices(store, blobs);
  const tarballs = new Tarballs({ npm, blobs, scratch: folders.packing });
  const made = { store, blobs, secrets, values, releases, keys, random, now };
  const planner = new Planner({ ...made, host, tarballs, isOnline });
  const sender = new Sender({ ...made, wanted, onSent });
  const deploys = new Deploys({ ...made, planner, sender });
  const adoptions = new Adoptions({ store, blobs, now, onTaken });
  return { blobs, secrets, values, releases, wanted, planner, sender, deploys, adoptions };
}
