import { boundedText } from '@millwright/schema';
import * as v from 'valibot';
import { count, deviceId, digest, label, moment, releaseId, releaseName, trouble } from './fields.ts';

/** What a release is made of. */
export const releaseSource = v.variant('kind', [
  /** The flows of this editor's Node-RED, as they are deployed now. */
  v.object({ kind: v.literal('running') }),
  /** A version of History. */
  v.object({ kind: v.literal('version'), number: v.pipe(count, v.minValue(1)) }),
  /** A release that is there. */
  v.object({ kind: v.literal('release'), release: releaseId }),
  /** What was changed on a device, as the hub has taken it over. */
  v.object({ kind: v.literal('adopted'), device: deviceId, rev: digest }),
]);
export type ReleaseSource = v.InferOutput<typeof releaseSource>;

export const health = v.object({
  windowSeconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(86_400)),
  eventLoopMilliseconds: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000))),
  connections: v.exactOptional(v.boolean()),
  node: v.exactOptional(boundedText(64)),
});
export type Health = v.InferOutput<typeof health>;

export const releaseModule = v.object({
  name: v.string(),
  version: v.string(),
  /** `repacked` from what is installed: nobody but the signer vouches for it. */
  origin: v.picklist(['registry', 'repacked']),
});

export const releaseSummary = v.object({
  ...releaseId.entries,
  digest,
  created: moment,
  by: v.optional(v.string()),
  /** The version of History that it was made from. */
  history: v.optional(count),
  /** The device on which its flows were changed, and what it was called then. */
  adopted: v.optional(v.object({ device: deviceId, name: v.string() })),
  /** Bytes of the whole bundle. */
  size: count,
  modules: v.array(releaseModule),
  variables: v.array(v.string()),
  /** `draft` until the release key has signed it; a draft goes nowhere. */
  state: v.picklist(['draft', 'signed']),
  /** How many devices run it, and how many shall. */
  running: count,
  wanted: count,
});
export type ReleaseSummary = v.InferOutput<typeof releaseSummary>;

export const releaseDraft = v.object({
  source: releaseSource,
  name: releaseName,
  health: v.optional(health),
  /** Once it runs on a device, no release of this name below this number comes back there. */
  floor: v.optional(v.pipe(count, v.minValue(1))),
  note: v.optional(boundedText(500)),
  /** Opens the release key that lies sealed on the hub; asked for over HTTPS or on the machine itself only. */
  passphrase: v.optional(boundedText(1000)),
});

/** Whom a deploy is for. */
export const selection = v.variant('kind', [
  v.object({ kind: v.literal('all') }),
  v.object({ kind: v.literal('devices'), devices: v.pipe(v.array(v.string()), v.maxLength(10_000)) }),
  /** Those that have all of them. */
  v.object({ kind: v.literal('labels'), labels: v.pipe(v.array(label), v.minLength(1), v.maxLength(64)) }),
]);
export type Selection = v.InferOutput<typeof selection>;

export const planDraft = v.object({
  source: releaseSource,
  /** What the release will be called. Of a release that is there its own name counts. */
  name: releaseName,
  selection,
  health: v.optional(health),
});

const changeState = v.picklist(['added', 'changed', 'removed', 'moved']);

/** One part of the flows that a device would get otherwise than it has it. Names only: no value of a node is in it. */
export const plannedPart = v.object({
  kind: v.picklist(['tab', 'subflow', 'configuration', 'global']),
  id: v.string(),
  name: v.string(),
  state: changeState,
  /** What of the tab or subflow itself is other than before. */
  properties: v.array(v.string()),
  nodes: v.object({ added: count, changed: count, removed: count, moved: count }),
  /** The first of the nodes of a part that is there before and after. */
  named: v.array(
    v.object({ name: v.string(), type: v.string(), state: changeState, properties: v.array(v.string()) }),
  ),
});

export type PlannedPart = v.InferOutput<typeof plannedPart>;

export const plannedValue = v.object({
  name: v.string(),
  /** Absent where it is secret, and where there is none. */
  value: v.optional(v.string()),
  isSecret: v.boolean(),
  /** Who gives it; absent where nobody does. */
  origin: v.optional(v.string()),
});

/** How a value differs from the one that the device has. A secret one has no texts, and is here only if it is new, or no more. */
export const plannedValueChange = v.object({
  name: v.string(),
  state: v.picklist(['added', 'changed', 'removed']),
  before: v.optional(v.string()),
  after: v.optional(v.string()),
});
export type PlannedValueChange = v.InferOutput<typeof plannedValueChange>;

export const plannedDevice = v.object({
  id: v.string(),
  name: v.string(),
  online: v.boolean(),
  /** What it runs now, as far as the hub knows it. */
  from: v.optional(releaseId),
  /** Absent where nobody knows what runs there. */
  change: v.optional(v.array(plannedPart)),
  /** Its flows were changed there: what it gets takes the place of that. By the clock of the device. */
  drift: v.optional(v.object({ since: moment })),
  /** What it has not come through with yet: this takes its place. */
  underWay: v.optional(releaseId),
  /** How often this very release has failed there with these values; absent where it has not. */
  failures: v.optional(count),
  values: v.array(plannedValue),
  /** Absent where the hub does not know which ones it has: none has come through, or the hub has forgotten by which wish. */
  valueChanges: v.optional(v.array(plannedValueChange)),
  /** Variables that flows ask for and nobody gives. */
  missing: v.array(v.string()),
  /** Node-RED has to be restarted there: other modules. */
  restart: v.boolean(),
  /** Why it cannot get it: it is left out if one of them is here. */
  problems: v.array(trouble),
});
export type PlannedDevice = v.InferOutput<typeof plannedDevice>;

export const plan = v.object({
  id: v.string(),
  /** After that it is made anew. */
  expires: moment,
  release: v.object({ name: releaseName, version: count, exists: v.boolean(), rev: digest }),
  modules: v.array(releaseModule),
  /** Installed here, and used by no flow: they stay here. */
  unused: v.array(v.string()),
  /** What stops all of it: modules with install scripts, types that nothing provides. */
  problems: v.array(trouble),
  warnings: v.array(trouble),
  devices: v.array(plannedDevice),
  /** Whether the release key has to be opened to go on. */
  needsPassphrase: v.boolean(),
});
export type Plan = v.InferOutput<typeof plan>;

export const deployDraft = v.object({
  plan: v.string(),
  passphrase: v.optional(boundedText(1000)),
  note: v.optional(boundedText(500)),
});

const deployHead = {
  id: v.string(),
  time: moment,
  by: v.optional(v.string()),
  note: v.optional(v.string()),
  release: releaseId,
  /** Until the release key has signed it nothing goes out. */
  state: v.picklist(['waits-for-signature', 'under-way', 'done']),
};

/** A deploy in numbers of devices. */
export const deploySummary = v.object({
  ...deployHead,
  /** All that it is for, and those of them where it has not ended. */
  devices: count,
  open: count,
  /** Of the others, by how it ended there. */
  results: v.record(v.string(), count),
});
export type DeploySummary = v.InferOutput<typeof deploySummary>;

/** One delivery of a release to devices, and what has become of it. */
export const deploy = v.object({
  ...deployHead,
  devices: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      job: v.string(),
      /** `pending` until the device has seen it; then its phase; in the end the result. */
      at: v.string(),
      ended: v.boolean(),
      error: v.optional(trouble),
      time: v.optional(moment),
      /** Of a superseded one: what was deployed there after it, by whom, and when by the clock of the hub. */
      replacedBy: v.optional(v.object({ release: releaseId, by: v.optional(v.string()), time: moment })),
    }),
  ),
});
export type Deploy = v.InferOutput<typeof deploy>;
