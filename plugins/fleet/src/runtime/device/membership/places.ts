import { join } from 'node:path';

/** Where this instance keeps what it is as a device: below `<userDir>/millwright/fleet/device`, for its owner alone. */
export interface Places {
  readonly directory: string;
  /** Who it is, and whom it follows. */
  readonly identity: string;
  /** The two private keys. */
  readonly keys: string;
  /** The number from which the next start counts its reports. */
  readonly counter: string;
  /** "Not now" of flows and people. */
  readonly locks: string;
  /** What was fetched, by digest. */
  readonly blobs: string;
}

/** @param directory Millwright's own: `<userDir>/millwright` */
export function placesIn(directory: string): Places {
  const own = join(directory, 'fleet', 'device');
  return {
    directory: own,
    identity: join(own, 'identity.json'),
    keys: join(own, 'keys'),
    counter: join(own, 'counter.json'),
    locks: join(own, 'locks.json'),
    blobs: join(own, 'blobs'),
  };
}
