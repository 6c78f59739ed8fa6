import * as v from 'valibot';

/** Wholly JSON: texts, booleans, whole numbers. No fractions, so that every language writes a record the same way. */
const whole = v.pipe(v.number(), v.safeInteger());
const count = v.pipe(whole, v.minValue(0));
/** A name is shown, never needed whole: text from users, never HTML. */
const name = v.pipe(v.string(), v.maxLength(200));
const said = v.pipe(v.string(), v.maxLength(2000));

/** Events are numbered from 0 without a gap, in the order in which they were written. */
export const sequence = v.pipe(whole, v.minValue(0), v.maxValue(999_999_999_999));

/**
 * What is kept alike, and how the log behaves where it cannot be written:
 * - `change`: whatever changes something or makes something happen in the plant, refused or not
 * - `log-in`: who logged in and out, and who was turned away at the door
 * - `read`: who looked at what, and what editors do by themselves: live connections, the settings of the editor
 * - `system`: the process, the flows, the log itself
 */
export const eventClasses = ['change', 'log-in', 'read', 'system'] as const;
export const eventClass = v.picklist(eventClasses);
export type EventClass = v.InferOutput<typeof eventClass>;

/**
 * `unknown`: the process ended before it was known. An event without an outcome is an intent: what is about to be done,
 * written before it is.
 */
export const outcomes = ['success', 'refused', 'failed', 'unknown'] as const;
export const outcome = v.picklist(outcomes);
export type EventOutcome = v.InferOutput<typeof outcome>;

export const eventActor = v.object({
  kind: v.picklist(['user', 'token', 'device', 'system', 'anyone']),
  name: v.optional(name),
  /** Those that counted then; absent where no access rules hold. */
  roles: v.optional(v.array(name)),
  /** Where the log-in came from: `settings` (settings.js), `local`, `token`. */
  by: v.optional(name),
});
export type EventActor = v.InferOutput<typeof eventActor>;

/** All of it is the client's word. */
export const eventSource = v.object({
  address: v.optional(name),
  userAgent: v.optional(v.pipe(v.string(), v.maxLength(400))),
  method: v.optional(name),
  /** On the admin side, without the query. */
  path: v.optional(v.pipe(v.string(), v.maxLength(1000))),
});
export type EventSource = v.InferOutput<typeof eventSource>;

export const eventTarget = v.object({
  kind: name,
  id: v.pipe(v.string(), v.maxLength(1000)),
  name: v.optional(name),
});
export type EventTarget = v.InferOutput<typeof eventTarget>;

const state = v.picklist(['added', 'changed', 'removed', 'moved']);

/** What happened to a node: what it is and is called, and which of its properties. Never a value. */
export const nodeSummary = v.object({
  id: name,
  type: name,
  name,
  formerName: v.optional(name),
  state,
  /** The first names of what is other than before, at most 20. */
  properties: v.optional(v.array(name)),
});

export const partSummary = v.object({
  kind: v.picklist(['tab', 'subflow', 'configuration', 'global']),
  id: name,
  name,
  formerName: v.optional(name),
  state,
  /** The tab's or subflow's own properties changed. */
  properties: v.boolean(),
  /** The first names of them, at most 20. */
  ownProperties: v.optional(v.array(name)),
  added: count,
  changed: count,
  removed: count,
  moved: count,
  /** The first of them. */
  nodes: v.array(nodeSummary),
});

/** A credential that was set or taken away: which, never what. */
export const credentialSummary = v.object({
  /** Of the node. */
  id: name,
  field: name,
  state: v.picklist(['set', 'removed']),
  /** Keyed digest, in hex: the same for the same value on this instance, and nothing else can be told from it. */
  digest: v.optional(name),
});

export const changeSummary = v.object({
  parts: v.array(partSummary),
  /** How many more parts changed than are listed. */
  moreParts: v.optional(count),
  /** How many more nodes changed than are listed, in all. */
  moreNodes: v.optional(count),
  /** Only the order of items or the way they are written changed. */
  reordered: v.optional(v.boolean()),
  credentials: v.optional(v.array(credentialSummary)),
  moreCredentials: v.optional(count),
});
export type ChangeSummary = v.InferOutput<typeof changeSummary>;

/** Which rule refused. */
export const eventRule = v.object({ role: name, rule: name });

/** What an event type may carry beside the common fields; which, its entry in the catalogue says. */
export const eventData = v.record(
  name,
  v.union([v.pipe(v.string(), v.maxLength(4000)), whole, v.boolean(), v.array(v.union([said, whole]))]),
);
export type EventData = v.InferOutput<typeof eventData>;

/** What whoever records gives; number, moment of the boot and instance are the log's to add. */
export const eventDraft = v.object({
  /** When it happened: milliseconds since 1970 by this machine's clock, which may jump. */
  time: count,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  class: eventClass,
  outcome: v.optional(outcome),
  /** Id of the operation; intent and outcome of one have the same. */
  operation: v.optional(name),
  /** Id of the outermost operation: the same for a restore and all that it does. */
  correlation: v.optional(name),
  actor: eventActor,
  source: v.optional(eventSource),
  target: v.optional(eventTarget),
  change: v.optional(changeSummary),
  /** Revisions of the flows, as Node-RED makes them. */
  before: v.optional(name),
  after: v.optional(name),
  /** Number of the version in history. */
  version: v.optional(count),
  /** Why, in the actor's own words. */
  reason: v.optional(said),
  rules: v.optional(v.array(eventRule)),
  /** Of what went wrong. */
  code: v.optional(name),
  message: v.optional(said),
  data: v.optional(eventData),
});
export type EventDraft = v.InferOutput<typeof eventDraft>;

/**
 * One event as it stands in the log. Its bytes are the canonical JSON of this (RFC 8785); digest, columns and search
 * index follow from them.
 */
export const auditEvent = v.object({
  ...eventDraft.entries,
  format: v.literal(1),
  seq: sequence,
  /** ISO 8601, UTC, with milliseconds. */
  time: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)),
  /** Which run of the process: 16 hexadecimal digits. */
  boot: name,
  /** Milliseconds of a clock that never jumps, since that run began. */
  uptime: count,
  /** What the instance is called. */
  instance: name,
});
export type AuditEvent = v.InferOutput<typeof auditEvent>;
