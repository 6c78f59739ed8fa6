import { eventClasses, outcomes } from '@millwright/ledger/shapes';
import { boundedText, defineRoutes, queryInteger } from '@millwright/schema';
import * as v from 'valibot';
import { checkpoint, eventDetails, eventPage, filters, health, notice, verification } from './log.ts';
import { auditSettings, destination, retention } from './settings.ts';

export const area = 'audit';

/**
 * Topics below `millwright/audit/`; every logged-in editor hears them, so they say nothing but that it is time to ask.
 */
export const topics = {
  /** Events are new: at most four times a second. */
  events: 'events',
  health: 'health',
  settings: 'settings',
} as const;
export const eventsNews = v.object({ size: v.number() });
export const healthNews = v.object({});
export const settingsNews = v.object({});

const seq = queryInteger(0, 999_999_999_999);
const bySeq = v.object({ seq });
/** Milliseconds since 1970. */
const moment = queryInteger(0, 999_999_999_999_999);
/** Some of these, with commas between. */
const someOf = (values: readonly string[]) =>
  v.pipe(boundedText(100), v.regex(new RegExp(`^(${values.join('|')})(,(${values.join('|')}))*$`)));

export const eventFilter = {
  text: v.optional(
    v.pipe(
      boundedText(200),
      v.description(
        'Every word of it begins a word of name, actor, address, target, reason, code or of what changed; `#9` is event 9 alone',
      ),
    ),
  ),
  actor: v.optional(
    v.pipe(
      boundedText(220),
      v.description('The name of who did it; `kind:system`, `kind:anyone` for those without'),
    ),
  ),
  name: v.optional(
    v.pipe(
      boundedText(100),
      v.description('Of the event, such as `flows.deploy`; `access.*` for all that begin so'),
    ),
  ),
  outcomes: v.optional(v.pipe(someOf(outcomes), v.description('Of these, with commas between'))),
  classes: v.optional(v.pipe(someOf(eventClasses), v.description('Of these, with commas between'))),
  target: v.optional(
    v.pipe(
      boundedText(1100),
      v.description('`kind:id` of what it was about; also of a tab, subflow or node that it changed'),
    ),
  ),
  operation: v.optional(
    v.pipe(boundedText(64), v.description('The id of an operation: all of its events, and of its parts')),
  ),
  since: v.optional(v.pipe(moment, v.description('Milliseconds since 1970'))),
  until: v.optional(v.pipe(moment, v.description('Milliseconds since 1970; not this moment itself'))),
};

export const logRoutes = defineRoutes(area, {
  listEvents: {
    method: 'GET',
    path: '/events',
    permission: 'read',
    background: true,
    summary: 'Events, newest first; ask for the next page with `before` set to `next`',
    query: v.object({
      ...eventFilter,
      before: v.optional(v.pipe(seq, v.description('Only events before this number'))),
      after: v.optional(v.pipe(seq, v.description('Only events after this number'))),
      limit: v.optional(queryInteger(1, 200), '50'),
    }),
    response: eventPage,
  },
  getEvent: {
    method: 'GET',
    path: '/events/:seq',
    permission: 'read',
    summary: 'One event as it stands in the log, and how sure one can be of it',
    params: bySeq,
    response: eventDetails,
  },
  listFilters: {
    method: 'GET',
    path: '/filters',
    permission: 'read',
    background: true,
    summary: 'What a list can be narrowed to',
    response: filters,
  },
  getHealth: {
    method: 'GET',
    path: '/health',
    permission: 'read',
    background: true,
    summary: 'Whether every event is written, signed, anchored and delivered',
    response: health,
  },
});

export const exportRoutes = defineRoutes(area, {
  proveEvent: {
    method: 'GET',
    path: '/events/:seq/proof',
    permission: 'read',
    summary: 'A proof that this event is in the log, for somebody who has neither: C2SP tlog-proof',
    params: bySeq,
    response: v.object({ proof: v.string(), fileName: v.string() }),
  },
  exportEvents: {
    method: 'GET',
    path: '/export',
    permission: 'read',
    summary:
      'Events as a file, oldest first. `jsonl` carries what `millwright audit verify` needs; `csv` is for spreadsheets',
    query: v.object({ ...eventFilter, format: v.picklist(['jsonl', 'csv']) }),
    stream: 'application/octet-stream',
  },
});

export const verifyRoutes = defineRoutes(area, {
  startVerification: {
    method: 'POST',
    path: '/verify',
    permission: 'read',
    reads: true,
    summary: 'Looks at the whole log, and at the anchors that can be read from here; changes nothing',
    response: verification,
  },
  getVerification: {
    method: 'GET',
    path: '/verify',
    permission: 'read',
    background: true,
    summary: 'How far it is, and what it found',
    response: verification,
  },
  cancelVerification: {
    method: 'DELETE',
    path: '/verify',
    permission: 'read',
    reads: true,
    summary: 'Stops it',
    response: verification,
  },
});

export const settingsRoutes = defineRoutes(area, {
  getSettings: {
    method: 'GET',
    path: '/settings',
    permission: 'read',
    summary:
      'Destinations (without their secrets), retention, holds, and what becomes of what cannot be recorded',
    response: auditSettings,
  },
  setSettings: {
    method: 'PUT',
    path: '/settings',
    permission: 'write',
    summary: 'Changes all of these settings; secrets that are left out, or `null`, stay as they are',
    body: auditSettings,
    maxBodyBytes: 1024 * 1024,
    response: auditSettings,
  },
});

export const destinationRoutes = defineRoutes(area, {
  testDestination: {
    method: 'POST',
    path: '/destinations/test',
    permission: 'flows.write',
    summary: 'Sends one test message to a destination as it is given, or with the secrets that it has',
    body: destination,
    response: v.object({ ok: v.boolean(), milliseconds: v.number(), problem: v.optional(notice) }),
  },
});

export const checkpointRoutes = defineRoutes(area, {
  makeCheckpoint: {
    method: 'POST',
    path: '/checkpoint',
    permission: 'write',
    summary: 'Signs what the log holds now, and sends it to all anchors',
    response: checkpoint,
  },
});

export const retentionRoutes = defineRoutes(area, {
  previewRetention: {
    method: 'POST',
    path: '/retention/preview',
    permission: 'read',
    reads: true,
    background: true,
    summary: 'How many events a retention would prune now, by class; prunes nothing',
    body: retention,
    response: v.object({
      change: v.number(),
      'log-in': v.number(),
      read: v.number(),
      system: v.number(),
      /** Of these, how many have to wait for a hold or for a destination that is behind. */
      waiting: v.number(),
    }),
  },
});
