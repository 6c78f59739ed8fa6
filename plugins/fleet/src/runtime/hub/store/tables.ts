import type { Generated, Kysely } from 'kysely';

/**
 * The tables of a hub, the same in SQLite and in PostgreSQL. Times are milliseconds since 1970; flags are 0 or 1; what is
 * called JSON is text. What a person must not read is sealed before it gets here.
 */
export interface Tables {
  device: {
    id: string;
    name: string;
    /** JSON: list of `{ name, value }`. */
    labels: string;
    /** `ed25519:…` and `x25519:…`, as it enrolled. */
    signing: string;
    sealing: string;
    /** JSON: four words, until somebody has compared them. */
    words: string | null;
    enrolled: number;
    shut_out: number;
    /** JSON: `{ boot, lastSeen }` of both machines that answer with one key. */
    copies: string | null;
    drift_policy: string;
    /** JSON: what `checkReported` keeps. */
    record: string | null;
    /** JSON: the last report that was believed. */
    reported: string | null;
    last_seen: number | null;
    /** Of the last desired document. */
    counter: number;
    job: string | null;
    wanted_name: string | null;
    wanted_version: number | null;
    /** The desired document in its envelope, and the digest of the box that goes with it. */
    desired: string | null;
    box: string | null;
    /** The release that was committed last, as it reported: changed there or not. */
    running_name: string | null;
    running_version: number | null;
    /** The desired document by which it was committed, with its values; null where the hub has that no more. */
    running_desired: string | null;
    /** What follows from the others: a `DeviceState`; the name as lists are sorted; what search looks into. */
    state: string;
    sorted: string;
    found_by: string;
  };
  /** The labels of devices once more, to find devices by them. */
  device_label: {
    device: string;
    name: string;
    value: string;
  };
  device_event: {
    /** Grows. */
    id: Generated<number>;
    device: string;
    time: number;
    kind: string;
    by: string | null;
    /** JSON: the rest of a `deviceEvent`. */
    data: string;
  };
  /** Flows that were changed on a device; their text is a blob. The latest few of each. */
  adoption: {
    device: string;
    rev: string;
    time: number;
    /** SHA-256 of the text, and its bytes. */
    digest: string;
    size: number;
    /** JSON: ids of nodes whose credentials are others there. */
    credentials: string;
    /** JSON: names of the environment values that were put into the flows for this device. */
    environment: string;
    /** The release that was changed. */
    release_name: string | null;
    release_version: number | null;
  };
  outcome: {
    job: string;
    device: string;
    result: string;
    release_name: string | null;
    release_version: number | null;
    /** JSON: a `trouble`. */
    error: string | null;
    time: number;
  };
  code: {
    /** The key id of the code. */
    id: string;
    /** JSON: a `CodeRecord`. */
    record: string;
    note: string | null;
    by: string | null;
    expires: number;
  };
  trust: {
    version: number;
    envelope: string;
    /** `draft` until as many as it wants have signed it. */
    state: string;
  };
  release: {
    name: string;
    version: number;
    digest: string;
    rev: string;
    created: number;
    by: string | null;
    history: number | null;
    /** `draft`, `signed`, or `removed`: its number is not used again. */
    state: string;
    /** In its envelope. */
    manifest: string;
    /** JSON: names of the variables that its flows ask for. */
    variables: string;
    size: number;
    /** Sealed: JSON of its credentials and their nonce. */
    credentials: string | null;
  };
  value: {
    /** `device`, `label` or `all`. */
    owner_kind: string;
    /** The id of the device; JSON of the label; empty. */
    owner: string;
    name: string;
    secret: number;
    /** A secret one sealed. */
    value: string;
  };
  deploy: {
    id: string;
    /** Grows: which of two is the later one, whatever clocks say. */
    sequence: number;
    time: number;
    by: string | null;
    note: string | null;
    release_name: string;
    release_version: number;
    /** JSON: beside what the release says; of both the stricter counts. */
    health: string | null;
    /** `waits-for-signature`, `starting` until everything is wanted of its devices, then `under-way`. */
    state: string;
  };
  deploy_device: {
    deploy: string;
    device: string;
    job: string;
  };
}

export type FleetDatabase = Kysely<Tables>;
