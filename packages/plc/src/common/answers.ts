import { boundedText } from '@millwright/schema';
import * as v from 'valibot';

/** The id of a configuration node. */
export const nodeId = boundedText(100);

/** The fields of a dialog, or of a row, as they are typed. */
export const typedFields = v.record(boundedText(100), v.unknown());

/** Live values are asked for again and again, of the rows that can be seen. */
export const mostRows = 200;

/** Rows of a table as they are typed. */
export const typedRows = v.pipe(v.array(typedFields), v.minLength(1), v.maxLength(mostRows));

export const toldStatus = v.object({ code: v.number(), name: v.string(), reason: v.string() });

/** An error as any route answers one, so that it can be told in the user's language. */
export const toldErrorSchema = v.object({
  code: v.string(),
  message: v.string(),
  details: v.optional(v.looseObject({})),
});

/** A sample as a dialog gets it. */
export const shownSample = v.object({
  tag: v.string(),
  /** Digits of a bigint are text here. */
  value: v.nullable(v.union([v.boolean(), v.number(), v.string()])),
  quality: v.picklist(['good', 'uncertain', 'bad']),
  /** Milliseconds since 1970. */
  ts: v.number(),
  address: v.string(),
  unit: v.optional(v.string()),
  text: v.optional(v.string()),
  status: v.optional(toldStatus),
  /** Why nothing came of it, where that is an error. */
  error: v.optional(toldErrorSchema),
});

export type ShownSample = v.InferOutput<typeof shownSample>;

/** How fast a connection was answered in the last minute or two: the median; and what lies between requests. */
export const shownPace = v.object({ answerTime: v.number(), between: v.number(), atOnce: v.number() });

const counters = v.object({
  requests: v.number(),
  errors: v.record(v.string(), v.number()),
  /** Milliseconds, of the last minute or two; empty while nothing was answered. */
  latency: v.object({ p50: v.optional(v.number()), p99: v.optional(v.number()) }),
  bytes: v.object({ in: v.number(), out: v.number() }),
  reconnects: v.number(),
  refused: v.number(),
  dropped: v.number(),
  slow: v.number(),
  suspended: v.array(v.object({ unit: v.number(), since: v.number(), next: v.number() })),
  lastError: v.optional(v.object({ code: v.string(), message: v.string(), at: v.number() })),
});

/** How a deployed connection of any protocol fares. */
export const connectionStatusSchema = v.object({
  id: v.string(),
  name: v.string(),
  /** What people call the other end: host and port, a serial port, a URL. */
  place: v.string(),
  readOnly: v.boolean(),
  phase: v.picklist(['idle', 'connecting', 'online', 'degraded', 'waiting', 'closing']),
  /** Until the next attempt, while it waits: milliseconds. */
  delay: v.optional(v.number()),
  /** Why it is not there, while it waits. */
  reason: v.optional(v.string()),
  /** The code of the reason, where it has one. */
  code: v.optional(v.string()),
  counters,
});

export type ConnectionStatus = v.InferOutput<typeof connectionStatusSchema>;
