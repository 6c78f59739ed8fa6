import { defineRoutes, queryInteger } from '@millwright/schema';
import * as v from 'valibot';
import { health, restored, versionDetails, versionNumber, versionSummary } from './version.ts';

export const area = 'history';

/**
 * Topics below `millwright/history/`: a version is new or changed, the health changed. Every logged-in editor hears
 * them, whatever its permissions, so they say nothing but that it is time to ask a route.
 */
export const topics = { version: 'version', health: 'health' } as const;
export const versionNews = v.object({ number: versionNumber });
export const healthNews = v.object({});

const byNumber = v.object({ number: queryInteger(1, 999_999_999_999_999) });

export const historyRoutes = defineRoutes(area, {
  listVersions: {
    method: 'GET',
    path: '/versions',
    permission: 'read',
    summary: 'Versions, newest first; ask for the next page with `before` set to `next`',
    query: v.object({
      before: v.optional(queryInteger(1, 999_999_999_999_999)),
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
  restoreVersion: {
    method: 'POST',
    path: '/versions/:number/restore',
    permission: 'flows.write',
    summary: 'Deploys a version again, after making sure that what runs now is kept as a version too',
    params: byNumber,
    body: v.optional(
      // A mistyped name must not turn a guarded restore into one that is not.
      v.strictObject({
        /** Refuses with 409 unless this revision runs: the caller has seen what it replaces. */
        rev: v.optional(v.pipe(v.string(), v.maxLength(128))),
      }),
    ),
    response: restored,
  },
  getHealth: {
    method: 'GET',
    path: '/health',
    permission: 'read',
    summary: 'Whether history keeps every deploy, and what it takes on disk',
    response: health,
  },
});
