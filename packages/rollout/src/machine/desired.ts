import { boundedText, problemOf } from '@millwright/schema';
import * as v from 'valibot';
import { rolloutErrors } from '../errors.ts';

const mostProblems = 5;

/** A name that is a name of a folder everywhere, too: job ids and slots. */
export const plainName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,80}$/, 'not-a-plain-name'));
export const label = v.pipe(boundedText(200), v.minLength(1));
/** JSON has no zero below zero, so the journal would give back another number. */
export const plainZero = (number: number): number => number + 0;
export const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.transform(plainZero));

export const release = v.strictObject({
  name: label,
  version: v.pipe(natural, v.minValue(1)),
  /** Of the manifest's payload, in hexadecimal: it is what is put under quarantine, with its values. */
  digest: label,
  /** Of the whole bundle, in bytes. */
  size: natural,
  /** The lowest version of this name that the device takes from when it is committed. */
  floor: v.exactOptional(natural),
});
export type Release = v.InferOutput<typeof release>;

export const driftPolicies = ['report', 'revert', 'adopt'] as const;
export type DriftPolicy = (typeof driftPolicies)[number];

/** When a device may change over. There is one kind so far; see `window.ts`. */
export const updateWindow = v.strictObject({ kind: v.literal('always') });
export type UpdateWindow = v.InferOutput<typeof updateWindow>;

/** No window is longer: a device that has been watched for a day is as good as one that was watched for two. */
export const longestWindowSeconds = 86_400;
/** What the device looks at while it watches, as a manifest has it; the machine only counts the seconds. */
export const health = v.strictObject({
  windowSeconds: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(longestWindowSeconds)),
  eventLoopMilliseconds: v.exactOptional(natural),
  connections: v.exactOptional(v.boolean()),
  node: v.exactOptional(label),
});
export type Health = v.InferOutput<typeof health>;

/** Characters of its JSON: what a desired document holds. */
const longestEnvironment = 64 * 1024;

/**
 * What the machine needs of a desired document that was checked: whoever hands it in has verified the signature, the
 * device it is for, and that it has not expired.
 */
export const desired = v.strictObject({
  /** One delivery; unique for ever. */
  job: plainName,
  /** Grows with each document for this device, as long as the same keys count. */
  counter: natural,
  /** The digest of the document, and the id of the hub's key that signed it. */
  digest: label,
  hub: label,
  drift: v.picklist(driftPolicies),
  window: updateWindow,
  /** Without one the device keeps what it runs, and takes the policy only. */
  release: v.exactOptional(release),
  environment: v.pipe(
    v.array(
      v.union([
        v.strictObject({ name: label, value: boundedText(10_000) }),
        v.strictObject({ name: label, sealed: v.literal(true) }),
      ]),
    ),
    v.maxLength(500),
    v.check((values) => JSON.stringify(values).length <= longestEnvironment, 'too-long'),
  ),
  /** The part that only this device can open: credentials and secret environment values. */
  sealed: v.exactOptional(v.strictObject({ digest: label, size: natural })),
  /**
   * A text that is another one once a value that comes with the release is, secret ones too. A release that failed is tried
   * again with others; absent, they count as the same.
   */
  values: v.exactOptional(label),
  /** Beside what the release says: of both the stricter counts. */
  health: v.exactOptional(health),
});
export type Desired = v.InferOutput<typeof desired>;

/** @throws `rollout.desired-invalid`: what the journal could not read again must not get into it */
export function readDesired(given: unknown): Desired {
  const read = v.safeParse(desired, given);
  if (read.success) return read.output;
  const problems = read.issues.slice(0, mostProblems).map((issue) => problemOf([], issue));
  throw rolloutErrors.desiredInvalid({ problems });
}
