import { boundedText, isShown } from '@millwright/schema';
import * as v from 'valibot';

/** What people call something: one line that is not blank, as signed documents take it. */
export const shown = (limit: number) =>
  v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limit), v.check(isShown, 'not-shown'));
/** Milliseconds since 1970. */
export const moment = v.pipe(v.number(), v.integer(), v.minValue(0));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** SHA-256, in hexadecimal. */
export const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export const deviceId = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/), v.maxLength(64));
export const jobId = v.pipe(v.string(), v.regex(/^[a-z0-9_-]{16,64}$/));

/** A `name=value` on a device, by which sets of devices are selected. */
export const label = v.object({ name: shown(64), value: shown(200) });
export type Label = v.InferOutput<typeof label>;
/** Each name once. */
export const labels = v.pipe(
  v.array(label),
  v.maxLength(64),
  v.check((all) => new Set(all.map(({ name }) => name)).size === all.length, 'not-unique'),
);

/** A coded error as data: editors make their own words from the code and the details. */
export const trouble = v.object({
  code: v.string(),
  /** English. */
  message: v.string(),
  details: v.optional(v.record(v.string(), v.unknown())),
});
export type Trouble = v.InferOutput<typeof trouble>;

/** Which release something is. */
export const releaseName = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, 'not-a-release-name'),
);
export const releaseId = v.object({ name: releaseName, version: v.pipe(count, v.minValue(1)) });
export type ReleaseId = v.InferOutput<typeof releaseId>;

export const restartKind = v.picklist(['supervised', 'exit', 'none']);
export const driftPolicy = v.picklist(['report', 'revert', 'adopt']);
export type DriftPolicy = v.InferOutput<typeof driftPolicy>;
/** Text of a query that narrows a list. */
export const searchText = boundedText(200);
