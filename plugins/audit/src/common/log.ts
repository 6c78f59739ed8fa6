import {
  auditEvent,
  changeSummary,
  type eventClass,
  type outcome,
  partSummary,
  sequence,
  verdict,
} from '@millwright/ledger/shapes';
import * as v from 'valibot';

export type { Fault, Verdict } from '@millwright/ledger/shapes';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** An event as a list shows it: without what only its details need. */
export const eventSummary = v.object({
  /** With data where a row says what they say. */
  ...v.omit(auditEvent, ['change', 'message']).entries,
  /** Parts without their nodes, the first five. */
  change: v.optional(
    v.object({
      ...changeSummary.entries,
      parts: v.array(v.omit(partSummary, ['nodes', 'ownProperties'])),
      credentials: v.optional(count),
    }),
  ),
  /** Of changed settings of audit and changed rules: what became of them, the gravest, as it stands in the data. */
  told: v.optional(v.array(v.string())),
  /** It is not what its digest was made of. */
  changed: v.optional(v.literal(true)),
});
export type EventSummary = v.InferOutput<typeof eventSummary>;

export const notice = v.object({
  code: v.string(),
  /** English; editors make their own words from the code and the details. */
  message: v.string(),
  details: v.optional(v.record(v.string(), v.union([v.string(), v.number()]))),
});
export type Notice = v.InferOutput<typeof notice>;

/** How sure one can be of an event. */
export const cover = v.object({
  /** Size of the first checkpoint that covers it; absent until there is one. */
  checkpoint: v.optional(count),
  /** Names of the destinations that have been sent a checkpoint which covers it. */
  anchors: v.array(v.string()),
  /** Why it cannot be taken for what was written: the record, its way to the checkpoint, the checkpoint, or an anchor. */
  problem: v.optional(notice),
});

export const eventDetails = v.object({
  event: auditEvent,
  /** SHA-256 of the leaf, in hex. */
  digest: v.string(),
  cover,
});
export type EventDetails = v.InferOutput<typeof eventDetails>;

/** A destination whose anchors could not be read, or not all of them, when they were to be compared with. */
export const unreadAnchor = v.object({
  name: v.string(),
  problem: notice,
});
export type UnreadAnchor = v.InferOutput<typeof unreadAnchor>;

export const destinationState = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(['file', 'syslog', 'webhook', 'mqtt']),
  enabled: v.boolean(),
  anchor: v.boolean(),
  /** `waiting`: the last try failed, and the next one is due. */
  state: v.picklist(['off', 'delivering', 'up-to-date', 'waiting']),
  /** Events that are still to be sent. */
  behind: count,
  /** Milliseconds since 1970 of the oldest of them. */
  since: v.optional(v.number()),
  /** Milliseconds since 1970. */
  lastDelivered: v.optional(v.number()),
  nextTry: v.optional(v.number()),
  /** Size of the last checkpoint that went there. */
  anchored: v.optional(count),
  problem: v.optional(notice),
});
export type DestinationState = v.InferOutput<typeof destinationState>;

export const checkpoint = v.object({
  size: count,
  /** Milliseconds since 1970. */
  time: v.number(),
  /** C2SP signed note, as it goes to anchors. */
  note: v.string(),
});

export const health = v.object({
  /** `failing`: the last event could not be written. */
  state: v.picklist(['well', 'failing', 'opening']),
  /** Events there have been, with those that were pruned. */
  size: count,
  /** Events that are there. */
  events: count,
  bytes: count,
  /** Bytes that a day adds, by the last days; absent while nobody can tell. */
  bytesPerDay: v.optional(v.number()),
  origin: v.string(),
  fingerprint: v.string(),
  checkpoint: v.optional(checkpoint),
  /** Events that no anchor covers yet. */
  open: count,
  /** Milliseconds since 1970 of the first of them; absent while there is none. */
  openSince: v.optional(v.number()),
  /** Changes are refused, since they cannot be recorded. */
  refuses: v.boolean(),
  /** Lost since the log could last be written. */
  lost: count,
  destinations: v.array(destinationState),
  /** The last check of the whole log. */
  verified: v.optional(v.object({ time: v.number(), verdict, unread: v.optional(v.array(unreadAnchor)) })),
  /** What is not as it should be, the worst first. */
  notices: v.array(notice),
});
export type Health = v.InferOutput<typeof health>;

/** What a list is narrowed to. */
export interface EventFilter {
  readonly text?: string | undefined;
  readonly actor?: string | undefined;
  readonly name?: string | undefined;
  readonly outcomes?: readonly v.InferOutput<typeof outcome>[] | undefined;
  readonly classes?: readonly v.InferOutput<typeof eventClass>[] | undefined;
  readonly target?: string | undefined;
  readonly operation?: string | undefined;
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

export const eventPage = v.object({
  events: v.array(eventSummary),
  /** Ask for the next page with `before` set to it. */
  next: v.optional(sequence),
});

/** What a list can be narrowed to: of the newest hundred thousand events, the most frequent first, at most 200 of each. */
export const filters = v.object({
  actors: v.array(v.object({ value: v.string(), kind: v.string(), name: v.optional(v.string()) })),
  names: v.array(v.string()),
  targets: v.array(v.object({ value: v.string(), kind: v.string(), name: v.optional(v.string()) })),
});
export type FilterChoices = v.InferOutput<typeof filters>;

export const verification = v.object({
  state: v.picklist(['idle', 'running', 'done', 'failed', 'cancelled']),
  /** Of this and {@link of}: events looked at. */
  done: count,
  of: count,
  verdict: v.optional(verdict),
  /** Anchors that are not in the verdict, because they could not be read. */
  unread: v.optional(v.array(unreadAnchor)),
  problem: v.optional(notice),
  /** Milliseconds since 1970, of its end. */
  time: v.optional(v.number()),
});
export type Verification = v.InferOutput<typeof verification>;
