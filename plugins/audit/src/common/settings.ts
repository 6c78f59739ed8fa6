import { eventClass, type eventClasses } from '@millwright/ledger/shapes';
import * as v from 'valibot';

export { type EventClass, eventClasses } from '@millwright/ledger/shapes';

const days = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(36_500));
const bytes = v.pipe(v.number(), v.integer(), v.minValue(1_000_000), v.maxValue(1_000_000_000_000_000));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const host = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(253));
const path = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000));
const certificate = v.pipe(v.string(), v.maxLength(20_000));
/**
 * Written, never read back: an answer says with `null` only that there is one. Sent back so, or left out, it stays as
 * it is, as long as the address does; empty, there is none any more.
 */
const secret = v.nullable(v.pipe(v.string(), v.maxLength(10_000)));

const common = {
  /** Made by whoever adds it; part of file names: letters, digits, hyphens. */
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
  enabled: v.boolean(),
  /** Which classes of events go there; none: checkpoints only. */
  classes: v.array(eventClass),
  /** Checkpoints go there too: it is an anchor. */
  anchor: v.boolean(),
};

export const destination = v.variant('kind', [
  v.strictObject({
    ...common,
    kind: v.literal('file'),
    /** Of a directory: events go to `events.jsonl`, checkpoints to `checkpoints`. Relative to the user directory. */
    directory: path,
  }),
  v.strictObject({
    ...common,
    kind: v.literal('syslog'),
    host,
    port,
    transport: v.picklist(['udp', 'tcp', 'tls']),
    /** Of RFC 5424: 0 to 23; 13 is "log audit". */
    facility: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(23)),
    /** PEM; absent: those that Node.js trusts. */
    authority: v.optional(certificate),
  }),
  v.strictObject({
    ...common,
    kind: v.literal('webhook'),
    url: v.pipe(v.string(), v.url(), v.maxLength(2000)),
    /** Sent as `Authorization: Bearer …`. */
    token: v.optional(secret),
    authority: v.optional(certificate),
  }),
  v.strictObject({
    ...common,
    kind: v.literal('mqtt'),
    /** `mqtt://host:port` or `mqtts://…`, without user and password. */
    url: v.pipe(v.string(), v.maxLength(2000), v.regex(/^mqtts?:\/\/[^@\s]+$/)),
    /** Below it: `…/events`, and `…/checkpoint`, which is retained. */
    topic: v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.regex(/^[^#+\0]+$/)),
    user: v.optional(v.pipe(v.string(), v.maxLength(200))),
    password: v.optional(secret),
    authority: v.optional(certificate),
  }),
]);
export type Destination = v.InferOutput<typeof destination>;

const perClass = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.strictObject({ change: schema, 'log-in': schema, read: schema, system: schema } satisfies Record<
    (typeof eventClasses)[number],
    Schema
  >);

/** Nothing in it is pruned as long as it stands. */
export const hold = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/)),
  /** Why, and whose case it is. */
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(500)),
  /** Milliseconds since 1970; absent: from the first event, or without an end. */
  since: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  until: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
});
export type Hold = v.InferOutput<typeof hold>;

export const retention = perClass(v.strictObject({ days, bytes }));
export type Retention = v.InferOutput<typeof retention>;

/**
 * What becomes of an operation that cannot be recorded: `block` refuses it before anything is done; `count` lets it go
 * on, counts what is lost, and records the gap once the log can be written again. Running flows are never stopped.
 */
export const whenUnwritable = v.strictObject({
  change: v.picklist(['block', 'count']),
  read: v.picklist(['block', 'count']),
});
export type WhenUnwritable = v.InferOutput<typeof whenUnwritable>;

/** The name of a log. */
const logOrigin = v.pipe(v.string(), v.maxLength(200), v.regex(/^\S+$/));

export const auditSettings = v.strictObject({
  /** What the instance is called in its events; absent: the name of the machine. */
  instance: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))),
  whenUnwritable,
  retention,
  holds: v.pipe(v.array(hold), v.maxLength(100)),
  destinations: v.pipe(v.array(destination), v.maxLength(20)),
  /** Other logs that anchors know, of which somebody said that they know why there is this one now. */
  formerLogs: v.optional(v.pipe(v.array(logOrigin), v.maxLength(100)), () => []),
});
export type AuditSettings = v.InferOutput<typeof auditSettings>;

const megabyte = 1_000_000;

export const defaultSettings: AuditSettings = {
  whenUnwritable: { change: 'block', read: 'count' },
  retention: {
    change: { days: 3650, bytes: 2000 * megabyte },
    'log-in': { days: 365, bytes: 200 * megabyte },
    read: { days: 30, bytes: 200 * megabyte },
    system: { days: 3650, bytes: 200 * megabyte },
  },
  holds: [],
  destinations: [],
  formerLogs: [],
};
