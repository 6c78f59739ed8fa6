import * as v from 'valibot';
import { sequence } from './event.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/**
 * What is wrong, in the order in which it is looked for:
 * - `unreadable`: the file cannot be read as a log
 * - `schema`: the tables are not as this program makes them
 * - `record`: its bytes are not a canonical event of this number
 * - `digest`: its bytes are not those that its digest was made of
 * - `missing`: it is not there, and no event says that it was pruned
 * - `index`: columns or search index do not follow from it
 * - `checkpoint`: the log is not what its own signed checkpoint says
 * - `signature`: a checkpoint is not signed by the key of its time
 * - `key`: a key was not handed over by the one before it, or is not the pinned one
 * - `anchor`: an anchor has a checkpoint that the log does not lead to: it was rewritten, or its tail was cut off
 */
export const faultKinds = [
  'unreadable',
  'schema',
  'record',
  'digest',
  'missing',
  'index',
  'checkpoint',
  'signature',
  'key',
  'anchor',
] as const;

export const fault = v.object({
  kind: v.picklist(faultKinds),
  /** The first event that is not as it was, as far as that can be told. */
  seq: v.optional(sequence),
  /** Where it can only be told that it is one of these. */
  from: v.optional(sequence),
  to: v.optional(sequence),
  /** One English sentence. */
  message: v.string(),
});
export type Fault = v.InferOutput<typeof fault>;

/**
 * - `ok`: all of it is as it was written, and an anchor outside says so of all that it covers
 * - `tampered`: something is not as it was written
 * - `unverifiable`: nothing is wrong with it, but nobody can tell: no anchor, no checkpoint, or it may have replaced another
 */
/** Another log of the same instance, as anchors know it. */
export const otherLog = v.object({
  origin: v.string(),
  /** How many events it had by the last of them. */
  size: count,
  /** When that was made, by the clock of that log: milliseconds since 1970. */
  time: v.optional(v.number()),
});
export type OtherLog = v.InferOutput<typeof otherLog>;

export const verdict = v.object({
  result: v.picklist(['ok', 'tampered', 'unverifiable']),
  /** The log's own name. */
  origin: v.optional(v.string()),
  /** Of the first public key: what a verifier pins. */
  fingerprint: v.optional(v.string()),
  /** How many events the log says that it has had, with those that were pruned. */
  size: count,
  checked: count,
  pruned: count,
  /** Events before this number are covered by a signed checkpoint. */
  signed: count,
  /** When the last of these was made, by the clock of the log: milliseconds since 1970. */
  time: v.optional(v.number()),
  /** Events before this number are covered by an anchor that agrees; what comes after it is the open window. */
  anchored: count,
  /** When the newest anchor that agrees was made, by the clock of the log: milliseconds since 1970. */
  anchoredTime: v.optional(v.number()),
  /** How many anchored checkpoints were compared. */
  anchors: count,
  /** How many anchors are younger than an export is: of it they say nothing. */
  later: v.optional(count),
  /**
   * Anchors know other logs of this instance, and nobody said that they may: one of them may have been taken away, and
   * this one put into its place. The largest first, at most twenty.
   */
  others: v.optional(v.array(otherLog)),
  /** Why it is `unverifiable`. */
  reason: v.optional(v.picklist(['replaced', 'no-anchor', 'no-checkpoint', 'empty'])),
  /** The worst first; at most a hundred. */
  faults: v.array(fault),
});
export type Verdict = v.InferOutput<typeof verdict>;
