import { boundedText } from '@millwright/schema';
import * as v from 'valibot';
import { outcome } from './devices.ts';
import { count, deviceId, labels, moment, releaseId, restartKind, shown, trouble } from './fields.ts';

/** How releases are signed here. */
export const keysState = v.object({
  /**
   * - `none`: this is no hub yet
   * - `sealed`: two keys; the release key lies here under a passphrase
   * - `elsewhere`: two keys; the release key is in the hands of whoever uses the command line
   * - `one-key`: the hub signs releases alone: who takes the hub over ships code
   */
  mode: v.picklist(['none', 'sealed', 'elsewhere', 'one-key']),
  /** First 16 digits of the key ids. */
  hub: v.optional(v.string()),
  release: v.optional(v.string()),
  /** Version of the trust that devices follow. */
  trust: v.optional(count),
});

export const hubSettings = v.object({
  /** Where devices reach this hub; absent: as whoever makes a code reaches it. */
  url: v.optional(v.pipe(v.string(), v.url(), v.maxLength(200))),
  /** Of PostgreSQL, in place of SQLite: everything but the password, which is kept as a secret. */
  postgres: v.optional(
    v.object({
      host: shown(253),
      port: v.pipe(count, v.minValue(1), v.maxValue(65_535)),
      database: shown(63),
      user: shown(63),
      ssl: v.boolean(),
      /** `null` in answers where there is one. */
      password: v.optional(v.nullable(boundedText(1000))),
    }),
  ),
});
export type HubSettings = v.InferOutput<typeof hubSettings>;

export const hubSetUp = v.variant('mode', [
  v.object({ mode: v.literal('sealed'), passphrase: v.pipe(v.string(), v.minLength(12), v.maxLength(1000)) }),
  /** With the public release key that the command line made: it then has to sign the trust. */
  v.object({ mode: v.literal('elsewhere'), releaseKey: boundedText(200) }),
  v.object({ mode: v.literal('one-key') }),
]);

/** This instance as a device. */
export const ownState = v.object({
  /** `none`, at work on enrolling, waits for people to compare the words, or a device of a hub. */
  stage: v.picklist(['none', 'enrolling', 'words', 'enrolled']),
  device: v.optional(deviceId),
  name: v.optional(v.string()),
  labels: v.optional(labels),
  hub: v.optional(v.object({ url: v.string(), fingerprint: v.string(), releaseFingerprint: v.string() })),
  /** To be compared with those that the hub shows. Kept until the first release. */
  words: v.optional(v.array(v.string())),
  connection: v.optional(
    v.object({
      /** `socket`, or `poll` where WebSockets do not come through. */
      road: v.picklist(['socket', 'poll', 'none']),
      since: v.optional(moment),
      trouble: v.optional(trouble),
    }),
  ),
  machine: v.optional(
    v.object({
      phase: v.string(),
      waitsFor: v.optional(v.picklist(['lock', 'window', 'retry'])),
      release: v.optional(releaseId),
      committed: v.optional(releaseId),
      trouble: v.optional(trouble),
      drift: v.optional(
        v.object({ policy: v.string(), since: moment, rev: v.string(), error: v.optional(trouble) }),
      ),
      /** When what was changed here was put back, the last time since the last release. */
      putBack: v.optional(moment),
      /** Bytes of the release that have been fetched, of all that have to be. */
      fetching: v.optional(v.object({ done: count, total: count })),
      /** Seconds of the health window that are left. */
      watching: v.optional(count),
      /** How the last delivery ended here. */
      last: v.optional(outcome),
      /** Releases that failed here too often with the values that they had; `isWanted` where the hub wants one of them. */
      quarantined: v.array(
        v.object({ digest: v.string(), release: v.optional(releaseId), isWanted: v.boolean() }),
      ),
    }),
  ),
  /** A flow or a person says "not now". */
  locked: v.optional(v.object({ by: v.string(), since: moment })),
  /** Flows are stopped because nothing that there is comes up. */
  stopped: v.optional(v.boolean()),
  restart: restartKind,
  trouble: v.optional(trouble),
});
export type OwnState = v.InferOutput<typeof ownState>;

const changeState = v.picklist(['added', 'changed', 'removed', 'moved']);

/** What was changed on a device, against what the hub sent. Names only: no value of a node is in it. */
export const ownDrift = v.object({
  /** What it is compared with; absent for a version that was never a release. */
  against: v.optional(releaseId),
  parts: v.array(
    v.object({
      kind: v.picklist(['tab', 'subflow', 'configuration', 'global']),
      name: v.string(),
      state: changeState,
      /** What of the tab or subflow itself is other than before. */
      properties: v.array(v.string()),
      nodes: v.array(
        v.object({
          name: v.string(),
          type: v.string(),
          state: changeState,
          properties: v.array(v.string()),
        }),
      ),
    }),
  ),
  /** Nodes that are left out, since there are too many. */
  more: count,
  /** Nodes whose credentials are others, and never which. */
  credentials: v.array(v.string()),
  /** Modules that are others, missing, or more than were sent. */
  modules: v.array(v.string()),
  /** Why credentials and modules could not be compared. */
  trouble: v.optional(trouble),
});
export type OwnDrift = v.InferOutput<typeof ownDrift>;

export const fleetState = v.object({
  hub: v.object({
    active: v.boolean(),
    keys: keysState,
    store: v.object({
      kind: v.picklist(['sqlite', 'postgres']),
      bytes: v.optional(count),
      trouble: v.optional(trouble),
    }),
    devices: count,
    online: count,
    /** Hub runs function or exec nodes: whoever edits flows can reach its key. Said where the mode makes it matter. */
    warnings: v.array(trouble),
  }),
  own: ownState,
});
export type FleetState = v.InferOutput<typeof fleetState>;
