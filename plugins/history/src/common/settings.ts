import * as v from 'valibot';
import { versionNumber } from './version.ts';

const positive = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Which versions go. Pinned and named ones, the one that runs, and the newest always stay. */
export const retention = v.strictObject({
  keepAllDays: v.pipe(positive, v.maxValue(36_500), v.description('Every version is kept for so many days')),
  keepDailyDays: v.pipe(
    positive,
    v.maxValue(36_500),
    v.description('After that the last one of each day, until a version is so many days old'),
  ),
  maxVersions: v.optional(
    v.pipe(
      positive,
      v.maxValue(10_000_000),
      v.description('At most so many versions, the oldest go first; no limit without it'),
    ),
  ),
  maxBytes: v.pipe(
    positive,
    v.minValue(1_000_000),
    v.maxValue(1_000_000_000_000_000),
    v.description('At most so many bytes on disk, the oldest versions go first'),
  ),
});
export type Retention = v.InferOutput<typeof retention>;

export const historySettings = v.strictObject({
  whenNotKept: v.pipe(
    v.picklist(['warn', 'refuse']),
    v.description('What becomes of a deploy whose version cannot be written'),
  ),
  retention,
});
export type HistorySettings = v.InferOutput<typeof historySettings>;

export const defaultSettings: HistorySettings = {
  whenNotKept: 'warn',
  retention: { keepAllDays: 90, keepDailyDays: 365, maxBytes: 1_000_000_000 },
};

/** What a retention would delete now. */
export const retentionPreview = v.object({
  /** How many versions. */
  versions: v.number(),
  /** What they free on disk, about. */
  bytes: v.number(),
  /** What stays. */
  remaining: v.number(),
  oldest: v.optional(v.object({ number: versionNumber, time: v.number() })),
  newest: v.optional(v.object({ number: versionNumber, time: v.number() })),
  /** The first hundred, newest first. */
  list: v.array(v.object({ number: versionNumber, time: v.number() })),
  /** The size limit cannot be kept: what always stays takes more. */
  tooLarge: v.boolean(),
});
export type RetentionPreview = v.InferOutput<typeof retentionPreview>;
