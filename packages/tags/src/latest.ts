import { copyValue } from './copy-value.ts';
import type { LastValue, Sample, SampleValue } from './sample.ts';

/**
 * The last good value of one tag, kept up to date; its value is null before there was one. Whoever reads thousands of tags
 * a second keeps one beside each of them: to find it by the name costs more than all the rest of keeping it.
 */
export interface Latest {
  value: SampleValue | null;
  ts: number;
}

/** Nothing is known yet. */
export function noLatest(): Latest {
  return { value: null, ts: 0 };
}

/** What is known just now: the object follows what comes, so whoever keeps it or hands it on takes a copy. */
export function lastOf(latest: Latest): LastValue | undefined {
  return isKnown(latest) ? latest : undefined;
}

/**
 * Takes note of a sample, if it is good. It is always the same object that is written into: thousands of new ones a
 * second, each kept until the next, are what collecting garbage is dear for.
 */
export function keepLatest(latest: Latest, { value, quality, ts }: Sample): void {
  if (quality !== 'good' || value === null) return;
  latest.value = copyValue(value);
  latest.ts = ts;
}

function isKnown(latest: Latest): latest is Latest & LastValue {
  return latest.value !== null;
}
