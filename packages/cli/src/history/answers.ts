import * as v from 'valibot';

/**
 * What this command reads of the answers of history. Whatever else they hold is passed on by `--json` as it came, so
 * that a newer history does not need a newer command.
 */

const number = v.pipe(v.number(), v.integer(), v.minValue(1));
const state = v.picklist(['added', 'changed', 'removed', 'moved']);
const kind = v.picklist(['tab', 'subflow', 'configuration', 'global']);

const changedPart = v.looseObject({
  kind,
  label: v.string(),
  formerLabel: v.optional(v.string()),
  state,
  properties: v.boolean(),
  added: v.number(),
  changed: v.number(),
  removed: v.number(),
  moved: v.number(),
});

export const versionAnswer = v.looseObject({
  number,
  parent: v.optional(number),
  name: v.optional(v.string()),
  note: v.optional(v.string()),
  pinned: v.boolean(),
  rev: v.optional(v.string()),
  /** Milliseconds since 1970. */
  time: v.number(),
  actor: v.looseObject({ kind: v.string(), name: v.optional(v.string()) }),
  operation: v.string(),
  deployType: v.optional(v.string()),
  change: v.looseObject({
    parts: v.array(changedPart),
    more: v.optional(v.number()),
    reordered: v.boolean(),
  }),
  credentialsChanged: v.boolean(),
  credentials: v.optional(
    v.array(
      v.looseObject({
        type: v.string(),
        label: v.string(),
        state: v.picklist(['set', 'changed', 'removed']),
      }),
    ),
    [],
  ),
  modulesChanged: v.boolean(),
  modules: v.optional(
    v.array(
      v.looseObject({ name: v.string(), before: v.optional(v.string()), after: v.optional(v.string()) }),
    ),
    [],
  ),
  restoredFrom: v.optional(number),
  safetyFor: v.optional(number),
  state: v.string(),
  asFound: v.boolean(),
  damaged: v.optional(v.boolean()),
});
export type Version = v.InferOutput<typeof versionAnswer>;

export const versionsAnswer = v.looseObject({
  versions: v.array(versionAnswer),
  next: v.optional(number),
});

/** A node, as it is named to people. */
const named = { id: v.string(), type: v.string(), label: v.string() };

export const detailsAnswer = v.looseObject({
  version: versionAnswer,
  parts: v.array(v.looseObject({ kind, id: v.string(), label: v.string(), nodes: v.number() })),
  modules: v.array(v.looseObject({ name: v.string(), version: v.string() })),
  settings: v.looseObject({
    nodeRed: v.string(),
    node: v.string(),
    platform: v.string(),
    architecture: v.string(),
    values: v.record(v.string(), v.unknown()),
  }),
  credentials: v.array(v.looseObject(named)),
});
export type Details = v.InferOutput<typeof detailsAnswer>;

export const filtersAnswer = v.looseObject({
  parts: v.array(v.looseObject({ value: v.string(), kind: v.string(), label: v.string() })),
});

const faultyVersion = v.looseObject({ number, code: v.string(), message: v.string() });
export type Faulty = v.InferOutput<typeof faultyVersion>;

export const verifiedAnswer = v.looseObject({
  checked: v.number(),
  total: v.number(),
  faulty: v.array(faultyVersion),
  next: v.optional(number),
});

const property = v.looseObject({
  name: v.string(),
  /** One that this command does not know is shown as a value. */
  kind: v.string(),
  before: v.optional(v.unknown()),
  after: v.optional(v.unknown()),
});
export type Property = v.InferOutput<typeof property>;

const nodeDifference = v.looseObject({ ...named, state, properties: v.array(property) });
export type NodeDifference = v.InferOutput<typeof nodeDifference>;

const partDifference = v.looseObject({
  kind,
  id: v.string(),
  label: v.string(),
  formerLabel: v.optional(v.string()),
  state,
  properties: v.array(property),
  nodes: v.array(nodeDifference),
});
export type PartDifference = v.InferOutput<typeof partDifference>;

const nodeOnPart = v.looseObject({ ...named, part: v.string() });

export const comparisonAnswer = v.looseObject({
  parts: v.array(partDifference),
  reordered: v.boolean(),
  modules: v.array(
    v.looseObject({ name: v.string(), before: v.optional(v.string()), after: v.optional(v.string()) }),
  ),
  settings: v.array(
    v.looseObject({ name: v.string(), before: v.optional(v.unknown()), after: v.optional(v.unknown()) }),
  ),
  credentials: v.array(v.looseObject({ ...nodeOnPart.entries, state: v.string() })),
  unknown: v.array(v.string()),
  names: v.record(v.string(), v.looseObject({ type: v.string(), label: v.string() })),
});
export type Comparison = v.InferOutput<typeof comparisonAnswer>;

export const noticeAnswer = v.looseObject({ code: v.string(), message: v.string() });
export type Notice = v.InferOutput<typeof noticeAnswer>;

const moduleAnswer = v.looseObject({ name: v.string(), version: v.string() });

export const planAnswer = v.looseObject({
  number,
  rev: v.string(),
  runsAlready: v.boolean(),
  change: comparisonAnswer,
  needed: v.array(v.looseObject(named)),
  modules: v.looseObject({
    missing: v.array(v.looseObject({ ...moduleAnswer.entries, local: v.optional(v.boolean()) })),
    superfluous: v.array(moduleAnswer),
    other: v.array(v.looseObject({ name: v.string(), version: v.string(), installed: v.string() })),
  }),
  missingTypes: v.array(v.string()),
  credentialsMissing: v.array(nodeOnPart),
  notices: v.array(noticeAnswer),
});
export type Plan = v.InferOutput<typeof planAnswer>;

export const restoredAnswer = v.looseObject({
  restored: number,
  safety: number,
  version: v.optional(number),
  notices: v.array(noticeAnswer),
});
export type Restored = v.InferOutput<typeof restoredAnswer>;

export const progressAnswer = v.looseObject({
  running: v.boolean(),
  /** The version that is being restored. */
  number: v.optional(number),
  step: v.optional(v.string()),
  module: v.optional(v.string()),
  cancellable: v.optional(v.boolean()),
});
export type RestoreProgress = v.InferOutput<typeof progressAnswer>;
