import * as v from 'valibot';

/** Versions are numbered from 1, in the order in which they came to be; a number is never used twice. */
export const versionNumber = v.pipe(v.number(), v.integer(), v.minValue(1));

export const changeState = v.picklist(['added', 'changed', 'removed', 'moved']);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

export const partKind = v.picklist(['tab', 'subflow', 'configuration', 'global']);

/** What happened to one part of the flows: numbers and names, never content. */
export const partSummary = v.object({
  kind: partKind,
  /** The id of the tab or subflow; empty for configuration and global. */
  id: v.string(),
  /** What the user called it, at most 200 characters: text, never HTML. Empty when it has no name. */
  label: v.string(),
  formerLabel: v.optional(v.string()),
  state: changeState,
  /** The tab's or subflow's own properties changed, or the global environment did. */
  properties: v.boolean(),
  /** Nodes and groups on it. */
  added: count,
  changed: count,
  removed: count,
  moved: count,
});
export type PartSummary = v.InferOutput<typeof partSummary>;

export const changeSummary = v.object({
  parts: v.array(partSummary),
  /** How many more parts changed than `parts` lists; absent when it lists all. */
  more: v.optional(count),
  /** Only the order of the items or the way they are written changed. */
  reordered: v.boolean(),
});
export type ChangeSummary = v.InferOutput<typeof changeSummary>;

/** Text that every database, file and program gives back as it was. */
const isWhole = (text: string): boolean => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);
const said = (longest: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longest), v.check(isWhole, 'not-text'));

/** What people call a version. A version with a name is a snapshot. */
export const versionName = said(100);
/** In UTF-16 code units. */
export const longestNote = 2000;
/** Why it was made, in people's own words. */
export const versionNote = said(longestNote);

/** A module that came, went, or became another version of itself. */
export const moduleChange = v.object({
  name: v.string(),
  /** The version before; absent when it was not installed. */
  before: v.optional(v.string()),
  /** The version after; absent when it is not installed any more. */
  after: v.optional(v.string()),
});
export type ModuleChange = v.InferOutput<typeof moduleChange>;

/** Whether a node's credentials came, went, or became others. Never a value. */
export const credentialDifference = v.object({
  id: v.string(),
  type: v.string(),
  label: v.string(),
  /** The label of the tab or subflow that it stands on; empty for configuration nodes. */
  part: v.string(),
  state: v.picklist(['set', 'changed', 'removed']),
});
export type CredentialDifference = v.InferOutput<typeof credentialDifference>;

export const versionSummary = v.object({
  number: versionNumber,
  /** The one before it; absent for the first, and where that one was deleted. */
  parent: v.optional(versionNumber),
  /** Over all that it holds, keyed, in hex: the same digest means the same version. */
  digest: v.string(),
  name: v.optional(v.string()),
  note: v.optional(v.string()),
  /** Retention never deletes it. */
  pinned: v.boolean(),
  /** Node-RED's revision of its flows; absent when the key of this version is lost. */
  rev: v.optional(v.string()),
  /** Milliseconds since 1970. */
  time: v.number(),
  actor: v.object({
    kind: v.picklist(['user', 'token', 'device', 'system', 'anyone']),
    name: v.optional(v.string()),
  }),
  /**
   * The operation that made it: `flows.deploy`, `flows.reload`, `flow.add`, `flow.update`, `flow.remove`,
   * `history.restore`, `history.restore.parts`, or one of Projects; `found` when what runs changed without one (version 1, a file changed on
   * disk).
   */
  operation: v.string(),
  deployType: v.optional(v.picklist(['full', 'flows', 'nodes', 'reload'])),
  change: changeSummary,
  credentialsChanged: v.boolean(),
  /**
   * Whose credentials, at most a hundred; absent where none differ, and for versions that were made before this was
   * recorded.
   */
  credentials: v.optional(v.array(credentialDifference)),
  /** Other modules, or other versions of them, were installed than for the version before. */
  modulesChanged: v.boolean(),
  /** Which modules, at most a hundred; may be empty for versions that were made before this was recorded. */
  modules: v.array(moduleChange),
  /** The version whose flows and credentials a restore brought back. */
  restoredFrom: v.optional(versionNumber),
  /** What ran before that version was restored, kept so that the restore can be undone. */
  safetyFor: v.optional(versionNumber),
  /** `current`: this is what runs, as far as history knows. */
  state: v.picklist(['current', 'old']),
  /** The first version: what ran when history was installed. */
  asFound: v.boolean(),
  /** Its row cannot be read whole: who made it or what changed is not known. */
  damaged: v.optional(v.literal(true)),
});
export type VersionSummary = v.InferOutput<typeof versionSummary>;

export const versionDetails = v.object({
  version: versionSummary,
  /** Everything that the version holds. */
  parts: v.array(
    v.object({
      kind: partSummary.entries.kind,
      id: v.string(),
      label: v.string(),
      /** Nodes, groups and configuration nodes; without the tab's or subflow's own item. */
      nodes: count,
    }),
  ),
  modules: v.array(
    v.object({
      name: v.string(),
      version: v.string(),
      kind: v.picklist(['node-red', 'library']),
      /** The types of nodes that it provides; absent for versions that were made before this was recorded. */
      types: v.optional(v.array(v.string())),
    }),
  ),
  settings: v.object({
    nodeRed: v.string(),
    node: v.string(),
    platform: v.string(),
    architecture: v.string(),
    values: v.record(v.string(), v.unknown()),
  }),
  /** Nodes whose credentials are kept with it. Never a value. */
  credentials: v.array(v.object({ id: v.string(), type: v.string(), label: v.string() })),
});
export type VersionDetails = v.InferOutput<typeof versionDetails>;

/** Something that people should know although the request succeeded. */
export const notice = v.object({
  code: v.string(),
  /** English. Other languages have their own text for the code, made with the details. */
  message: v.string(),
  details: v.optional(v.record(v.string(), v.unknown())),
});
export type Notice = v.InferOutput<typeof notice>;

export const restored = v.object({
  /** The version that was asked for. */
  restored: versionNumber,
  /** The version to go back to if this was a mistake. */
  safety: versionNumber,
  /**
   * The version that the restore made, or the current one if it runs already. Absent if what runs now could not be
   * kept: `notices` says why.
   */
  version: v.optional(versionNumber),
  rev: v.string(),
  notices: v.array(notice),
});
export type Restored = v.InferOutput<typeof restored>;

export const health = v.object({
  /** `degraded`: deploys go on, but `reason` says what history cannot do now. */
  state: v.picklist(['ok', 'degraded']),
  /** The worst. */
  reason: v.optional(notice),
  /** What else people should see to; absent when there is nothing. */
  further: v.optional(v.array(notice)),
  /** How many versions there are. */
  versions: count,
  /** What they take on disk. */
  bytes: count,
  /** Growth per day over the last 30 days; absent in the first day. */
  bytesPerDay: v.optional(count),
  /** The number of the newest version. */
  newest: v.optional(versionNumber),
});
export type Health = v.InferOutput<typeof health>;
