import { boundedText, defineRoutes, queryFlag, queryInteger } from '@millwright/schema';
import * as v from 'valibot';
import { comparison, side, versionFlows } from './comparison.ts';
import { restoreBody, restorePlan, restoreProgress, scope } from './restoring.ts';
import { historySettings, retention, retentionPreview } from './settings.ts';
import {
  health,
  restored,
  versionDetails,
  versionName,
  versionNote,
  versionNumber,
  versionSummary,
} from './version.ts';

export const area = 'history';

/**
 * Topics below `millwright/history/`. Every logged-in editor hears them, whatever its permissions, so they say nothing
 * but that it is time to ask a route.
 */
export const topics = {
  /** A version is new. */
  version: 'version',
  /** The name, note or pin of a version changed, or versions are gone. */
  changed: 'changed',
  health: 'health',
  /** A version was restored: what other editors show is not what runs. */
  restored: 'restored',
} as const;
export const versionNews = v.object({ number: versionNumber });
export const healthNews = v.object({});
export const changedNews = v.object({});
export const restoredNews = v.object({
  restored: versionNumber,
  rev: v.string(),
  /** Only parts of that version were restored. */
  partly: v.boolean(),
});

const number = queryInteger(1, 999_999_999_999_999);
const byNumber = v.object({ number });
/** Milliseconds since 1970. */
const moment = queryInteger(0, 999_999_999_999_999);
/** As many flows as Node-RED itself takes by default are 5 MB; a site may allow more. */
const flowsBytes = 64 * 1024 * 1024;

/** What a list of versions is narrowed to. */
export const versionFilter = {
  text: v.optional(
    v.pipe(
      boundedText(200),
      v.description(
        'Every word of it stands in the number, name, note, person, changed tabs or modules; large and small letters are the same. `#9` is version 9 alone',
      ),
    ),
  ),
  person: v.optional(
    v.pipe(
      boundedText(200),
      v.description(
        'The name of who made it; `kind:system`, `kind:anyone` for those without: the `value` of `/filters`',
      ),
    ),
  ),
  part: v.optional(
    v.pipe(
      boundedText(220),
      v.description('`kind:id` of a tab, subflow or other part that it changed: the `value` of `/filters`'),
    ),
  ),
  since: v.optional(v.pipe(moment, v.description('Milliseconds since 1970'))),
  until: v.optional(v.pipe(moment, v.description('Milliseconds since 1970; not this moment itself'))),
  named: v.optional(
    v.pipe(queryFlag(), v.description('`true`: only those with a name; `false` narrows nothing')),
  ),
  pinned: v.optional(
    v.pipe(queryFlag(), v.description('`true`: only those that are pinned; `false` narrows nothing')),
  ),
};

export const historyRoutes = defineRoutes(area, {
  listVersions: {
    method: 'GET',
    path: '/versions',
    permission: 'read',
    background: true,
    summary: 'Versions, newest first; ask for the next page with `before` set to `next`',
    query: v.object({
      ...versionFilter,
      before: v.optional(v.pipe(number, v.description('Only versions older than this number'))),
      limit: v.optional(queryInteger(1, 200), '50'),
    }),
    response: v.object({ versions: v.array(versionSummary), next: v.optional(v.number()) }),
  },
  getVersion: {
    method: 'GET',
    path: '/versions/:number',
    permission: 'read',
    summary: 'What a version holds: parts, modules, settings, and which nodes have credentials',
    params: byNumber,
    response: versionDetails,
  },
  getHealth: {
    method: 'GET',
    path: '/health',
    permission: 'read',
    background: true,
    summary: 'Whether history keeps every deploy, and what it takes on disk',
    response: health,
  },
});

/** Names, notes, pins, snapshots, and what a list can be narrowed to. */
export const editRoutes = defineRoutes(area, {
  listFilters: {
    method: 'GET',
    path: '/filters',
    permission: 'read',
    background: true,
    summary: 'Who made versions, and which parts of the flows they changed: what a list can be narrowed to',
    response: v.object({
      people: v.array(
        v.object({
          value: v.string(),
          kind: versionSummary.entries.actor.entries.kind,
          name: v.optional(v.string()),
        }),
      ),
      parts: v.array(v.object({ value: v.string(), kind: v.string(), label: v.string() })),
    }),
  },
  updateVersion: {
    method: 'PATCH',
    path: '/versions/:number',
    permission: 'write',
    summary: 'Names a version, notes something on it, pins it; null takes a name or note away',
    params: byNumber,
    body: v.strictObject({
      name: v.optional(v.nullable(versionName)),
      note: v.optional(v.nullable(versionNote)),
      pinned: v.optional(v.boolean()),
    }),
    response: versionSummary,
  },
  takeSnapshot: {
    method: 'POST',
    path: '/snapshots',
    permission: 'write',
    summary: 'Gives what runs now a name; it becomes a version first if it is none yet',
    body: v.strictObject({
      name: versionName,
      note: v.optional(versionNote),
      pinned: v.optional(v.boolean()),
    }),
    response: versionSummary,
  },
});

export const compareRoutes = defineRoutes(area, {
  getVersionFlows: {
    method: 'GET',
    path: '/versions/:number/flows',
    permission: 'flows.read',
    summary: 'The flows of a version as they were deployed, without credentials',
    params: byNumber,
    response: versionFlows,
  },
  compare: {
    method: 'POST',
    path: '/compare',
    permission: 'flows.read',
    reads: true,
    summary: 'The difference between two of: a version, what runs now, flows that the caller has',
    body: v.strictObject({
      before: side,
      after: side,
      onlyGiven: v.optional(
        v.pipe(
          v.boolean(),
          v.description(
            'Where flows are given: leaves out tabs, subflows and configuration nodes that they do not hold, as an export of one tab does not',
          ),
        ),
      ),
    }),
    maxBodyBytes: flowsBytes,
    response: comparison,
  },
});

export const restoreRoutes = defineRoutes(area, {
  planRestore: {
    method: 'POST',
    path: '/versions/:number/plan',
    permission: 'flows.read',
    reads: true,
    summary: 'What a restore would change, and which modules and credentials it needs; changes nothing',
    params: byNumber,
    body: v.optional(v.strictObject({ scope: v.optional(scope) })),
    maxBodyBytes: 1024 * 1024,
    response: restorePlan,
  },
  restoreVersion: {
    method: 'POST',
    path: '/versions/:number/restore',
    permission: 'flows.write',
    summary:
      'Deploys a version or parts of it again, after making sure that what runs now is kept as a version too',
    params: byNumber,
    // A mistyped name must not turn a guarded restore into one that is not.
    body: v.optional(restoreBody),
    maxBodyBytes: 1024 * 1024,
    response: restored,
  },
  getRestoreProgress: {
    method: 'GET',
    path: '/restore',
    permission: 'read',
    background: true,
    summary: 'How far the restore is that runs now',
    response: restoreProgress,
  },
  cancelRestore: {
    method: 'DELETE',
    path: '/restore',
    permission: 'flows.write',
    summary: 'Stops the restore that runs now, as long as nothing has been deployed',
    response: restoreProgress,
  },
});

export const settingsRoutes = defineRoutes(area, {
  getSettings: {
    method: 'GET',
    path: '/settings',
    permission: 'read',
    background: true,
    summary: 'What becomes of a deploy that cannot be kept, and which versions are deleted in time',
    response: historySettings,
  },
  setSettings: {
    method: 'PUT',
    path: '/settings',
    permission: 'write',
    summary: 'Changes these settings; versions are deleted by them from then on',
    body: historySettings,
    response: historySettings,
  },
  previewRetention: {
    method: 'POST',
    path: '/retention/preview',
    permission: 'read',
    reads: true,
    background: true,
    summary: 'Which versions a retention would delete now; deletes nothing',
    body: retention,
    response: retentionPreview,
  },
});

export const verifyRoutes = defineRoutes(area, {
  verifyVersions: {
    method: 'GET',
    path: '/verify',
    permission: 'read',
    summary: 'Reads versions whole and checks their digests, oldest first; go on with `from` set to `next`',
    query: v.object({
      from: v.optional(v.pipe(number, v.description('The first number to look at; default: the oldest'))),
      limit: v.optional(queryInteger(1, 1000), '200'),
    }),
    response: v.object({
      checked: v.number(),
      /** How many there are in all. */
      total: v.number(),
      faulty: v.array(v.object({ number: versionNumber, code: v.string(), message: v.string() })),
      next: v.optional(v.number()),
    }),
  },
});
