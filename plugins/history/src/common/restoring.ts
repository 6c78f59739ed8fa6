import * as v from 'valibot';
import { comparison } from './comparison.ts';
import { credentialDifference, notice, partKind, versionNote, versionNumber } from './version.ts';

const identifier = v.pipe(v.string(), v.maxLength(200));

/** What of a version is restored; everything without it. */
export const scope = v.pipe(
  v.strictObject({
    parts: v.optional(
      v.pipe(
        v.array(v.strictObject({ kind: partKind, id: identifier })),
        v.maxLength(10_000),
        v.description('Whole tabs, subflows, the configuration nodes, the global environment'),
      ),
    ),
    nodes: v.optional(
      v.pipe(
        v.array(identifier),
        v.maxLength(10_000),
        v.description('Single nodes, groups, configuration nodes by id'),
      ),
    ),
  }),
  // Nothing chosen is not everything: that is a restore without a scope.
  v.check(({ parts = [], nodes = [] }) => parts.length + nodes.length > 0, 'nothing-chosen'),
);
export type Scope = v.InferInput<typeof scope>;

const moduleOf = v.object({ name: v.string(), version: v.string() });

/** What a restore would do, worked out and not done. */
export const restorePlan = v.object({
  number: versionNumber,
  /** What runs now: give it back with the restore, so that nothing else is replaced. */
  rev: v.string(),
  /** Nothing would change. */
  runsAlready: v.boolean(),
  /** From what runs now to what would run; its credentials are those that would be set, changed or removed. */
  change: comparison,
  /** What was not chosen but comes along, since the chosen parts do not work without it. */
  needed: v.array(v.object({ id: v.string(), type: v.string(), label: v.string() })),
  modules: v.object({
    /** The version had them, they are not installed now. */
    missing: v.array(
      v.object({
        ...moduleOf.entries,
        /** It came from a file, a folder or an address: a restore does not install it, somebody has to first. */
        local: v.optional(v.boolean()),
      }),
    ),
    /** Installed now, and the version did not have them. */
    superfluous: v.array(moduleOf),
    /** Installed in another version than the one that it was kept with; a restore leaves them as they are. */
    other: v.array(v.object({ name: v.string(), version: v.string(), installed: v.string() })),
  }),
  /** Types of nodes to be restored that nothing installed now provides. */
  missingTypes: v.array(v.string()),
  /** Nodes that had credentials in the version before, and none in this one although nothing else changed. */
  credentialsMissing: v.array(v.omit(credentialDifference, ['state'])),
  notices: v.array(notice),
});
export type RestorePlan = v.InferOutput<typeof restorePlan>;

export const restoreBody = v.strictObject({
  rev: v.optional(
    v.pipe(
      v.string(),
      v.maxLength(128),
      v.description('Refuses with 409 unless this revision runs: the caller has seen what it replaces'),
    ),
  ),
  scope: v.optional(scope),
  installModules: v.optional(
    v.pipe(
      v.boolean(),
      v.description(
        'Installs what is missing before the deploy; without it, a restore of nodes that need it is refused. Needs nodes.write',
      ),
    ),
  ),
  removeModules: v.optional(
    v.pipe(v.boolean(), v.description('Removes what is superfluous after the deploy. Needs nodes.write')),
  ),
  note: v.optional(v.pipe(versionNote, v.description("Why, in the user's words"))),
});
export type RestoreBody = v.InferInput<typeof restoreBody>;

/** How far the restore that runs now is; only `running: false` when there is none. */
export const restoreProgress = v.object({
  running: v.boolean(),
  number: v.optional(versionNumber),
  step: v.optional(v.picklist(['waiting', 'reading', 'installing', 'deploying', 'starting', 'removing'])),
  /** The module that is being installed or removed. */
  module: v.optional(v.string()),
  /** Steps done and all steps. */
  done: v.optional(v.number()),
  total: v.optional(v.number()),
  /** It can still be stopped: nothing has been deployed yet. */
  cancellable: v.optional(v.boolean()),
});
export type RestoreProgress = v.InferOutput<typeof restoreProgress>;
