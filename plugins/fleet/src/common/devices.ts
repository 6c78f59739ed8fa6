import * as v from 'valibot';
import {
  count,
  deviceId,
  digest,
  driftPolicy,
  jobId,
  labels,
  moment,
  releaseId,
  restartKind,
  shown,
  trouble,
} from './fields.ts';

/**
 * What people have to know of a device first, the gravest that holds:
 *
 * - `shut-out`: its key no longer counts
 * - `copied`: two machines answer with one key; neither gets a release until one enrols anew
 * - `new`: nobody has compared its words yet; it gets no release until then
 * - `safe`: its flows are stopped, since nothing that it has comes up
 * - `failed`: what is wanted did not come through, and what ran before runs
 * - `waiting`: it holds a release back: a flow says "not now", its window is closed, or it tries again later
 * - `working`: it is at work on what is wanted
 * - `drifted`: somebody changed its flows on the device
 * - `pending`: it has not seen yet what is wanted
 * - `in-sync`: what is wanted runs
 * - `idle`: nothing was ever wanted of it
 *
 * Whether it is in reach is said apart: `online`.
 */
export const deviceStates = [
  'shut-out',
  'copied',
  'new',
  'safe',
  'failed',
  'waiting',
  'working',
  'drifted',
  'pending',
  'in-sync',
  'idle',
] as const;
export type DeviceState = (typeof deviceStates)[number];

/** How a delivery ended on a device. */
export const outcome = v.object({
  job: jobId,
  /** As the machine of the device says: `committed`, `refused`, `failed`, `rolled-back`, `failed-safe`, `superseded`. */
  result: v.string(),
  release: v.optional(releaseId),
  error: v.optional(trouble),
  /** By the clock of the device. */
  time: moment,
});
export type Outcome = v.InferOutput<typeof outcome>;

export const deviceSummary = v.object({
  id: deviceId,
  name: shown(200),
  labels,
  state: v.picklist(deviceStates),
  /** It has a live connection, or asked within the last minute. */
  online: v.boolean(),
  /** When it last gave a sign of life, by the clock of the hub; absent before the first. */
  lastSeen: v.optional(moment),
  /**
   * What was committed last. It runs, but for `drifted`, where it is changed there, for the health window of another, and for
   * flows that are stopped. Absent before the first.
   */
  running: v.optional(releaseId),
  wanted: v.optional(releaseId),
  /** Somebody changed its flows there, also where its state says something graver. */
  drifted: v.optional(v.boolean()),
  /** Why, in the states `safe`, `failed`, `waiting`, `drifted`, `copied`. */
  trouble: v.optional(trouble),
  /**
   * Why it is out of reach, where somebody who says that he is this device was refused: in a format that is not spoken here. Nobody
   * has signed that.
   */
  unreached: v.optional(trouble),
  /** In the state `waiting`, what for: `lock` (somebody says "not now"), `window`, `retry`. */
  waitsFor: v.optional(v.string()),
  /** In the state `waiting` for a `lock`: who says "not now" there. One of a flow ends by itself. By the clock of the device. */
  held: v.optional(v.object({ by: v.string(), since: moment, isPerson: v.boolean() })),
  /** Where it is with what is wanted: the phase of its machine, such as `fetching`. */
  phase: v.optional(v.string()),
  restart: v.optional(restartKind),
});
export type DeviceSummary = v.InferOutput<typeof deviceSummary>;

/** What happened to a device, the latest first. */
export const deviceEvent = v.object({
  time: moment,
  /**
   * `enrolled`, `confirmed`, `wanted`, `outcome`, `drift`, `put-back`, `copied`, `shut-out`, `adopted`, `renamed`, `labels`, `online`,
   * `offline`.
   */
  kind: v.string(),
  /** Who, where a person did it. */
  by: v.optional(v.string()),
  release: v.optional(releaseId),
  result: v.optional(v.string()),
  error: v.optional(trouble),
  /** Of a `drift`, by the clock of the device. */
  since: v.optional(moment),
});
export type DeviceEvent = v.InferOutput<typeof deviceEvent>;

export const deviceDetails = v.object({
  ...deviceSummary.entries,
  /** To be compared with those that the device shows, until somebody has; then absent. */
  words: v.optional(v.array(v.string())),
  /** The first 16 hexadecimal digits of its key's id. */
  fingerprint: v.string(),
  enrolled: moment,
  driftPolicy,
  drift: v.optional(v.object({ since: moment, rev: v.string(), error: v.optional(trouble) })),
  /** What was changed there and taken over for review, the latest first; by the clock of the hub. */
  adopted: v.array(v.object({ time: moment, rev: digest })),
  versions: v.optional(
    v.object({ millwright: v.string(), nodeRed: v.string(), node: v.string(), platform: v.string() }),
  ),
  /** Of two machines with one key, when each was last heard; absent unless `copied`. */
  copies: v.optional(v.array(v.object({ boot: v.string(), lastSeen: moment }))),
  outcomes: v.array(outcome),
  events: v.array(deviceEvent),
  /**
   * Releases that have failed there too often with the values that they had: it refuses them with these. Without a name where
   * the hub does not know the release.
   */
  notTried: v.optional(v.array(v.object({ digest, times: count, release: v.optional(releaseId) }))),
  /** Of its own, and those that its labels give it. */
  values: count,
});
export type DeviceDetails = v.InferOutput<typeof deviceDetails>;

/** Flows that were changed on a device, and taken over for review. */
export const adoptedFlows = v.object({
  device: deviceId,
  /** Of the device. */
  name: shown(200),
  rev: digest,
  /** By the clock of the hub. */
  time: moment,
  /** The release that was changed, as far as the hub knew it. */
  against: v.optional(releaseId),
});
export type AdoptedFlows = v.InferOutput<typeof adoptedFlows>;

export const devicePage = v.object({
  devices: v.array(deviceSummary),
  /** For the next page; absent on the last. */
  next: v.optional(v.string()),
  /** By the clock of the hub, by which `lastSeen` is, too. */
  now: v.optional(moment),
  /** Of all that fit the filter, by state; those in reach. */
  counts: v.object({ all: count, online: count, states: v.record(v.picklist(deviceStates), count) }),
});
export type DevicePage = v.InferOutput<typeof devicePage>;

export const deviceChange = v.partial(v.object({ name: shown(200), labels, driftPolicy }));

/** An enrolment code that is still good, without the code itself. */
export const enrolmentCode = v.object({
  id: v.string(),
  /** What whoever made it calls it. */
  note: v.optional(v.string()),
  expires: moment,
  usesLeft: count,
  labels,
  by: v.optional(v.string()),
});
export type EnrolmentCode = v.InferOutput<typeof enrolmentCode>;

export const enrolmentCodeDraft = v.object({
  /** Where devices reach this hub: `https://hub.example/red`. Default: the one of the settings, else of the request. */
  url: v.optional(v.pipe(v.string(), v.url(), v.maxLength(200))),
  uses: v.optional(v.pipe(count, v.minValue(1), v.maxValue(1000)), 1),
  /** Minutes. */
  lasts: v.optional(v.pipe(count, v.minValue(1), v.maxValue(60 * 24 * 30)), 60),
  labels: v.optional(labels, []),
  note: v.optional(v.pipe(v.string(), v.maxLength(200))),
});
