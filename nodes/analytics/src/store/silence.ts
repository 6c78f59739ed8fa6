import { qualityCodes } from '@millwright/analytics';
import { BatchWriter, type SampleBatch } from './batch.ts';
import { isAhead } from './newest.ts';
import type { Series } from './series.ts';

/**
 * From when on a store that begins knows nothing of its tags: right behind the latest sample that it kept, of whichever
 * tag, since all were recorded until then. How it ended does not matter. A clock of a PLC that goes ahead does not count.
 *
 * @param now ms UTC
 */
export function silentFrom(all: Iterable<Series>, now: number): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const { last } of all) if (last <= now) latest = Math.max(latest, last);
  return latest + 1;
}

/** The same of one tag, whose own clock may go ahead of ours (ms UTC). */
export const silentSince = ({ last, came }: Series, from: number, now: number): number =>
  [last, came ?? last].reduce(
    (since, time) => (isAhead(time, now) ? since : Math.max(since, time + 1)),
    from,
  );

/**
 * What interrupts the lines of tags that come for the first time since the store began. Where the first sample is of an
 * earlier time, its source says what was meanwhile, such as that a value has held: then nothing is interrupted.
 *
 * @param series of each tag of the batch; undefined for those that are not kept
 */
export function interruptionsOf(
  { tags, which, times }: SampleBatch,
  series: readonly (Series | undefined)[],
): SampleBatch | undefined {
  if (series.every((each) => each?.silentSince === undefined)) return undefined;
  const writer = new BatchWriter();
  for (let row = 0; row < times.length; row += 1) {
    const place = which[row] as number;
    const time = series[place]?.silentSince;
    if (time === undefined) continue;
    // A tag of which nothing was ever kept has no line to be interrupted.
    if (Number.isFinite(time) && (times[row] as number) > time)
      writer.add({ tag: tags[place] as string, time, value: Number.NaN, quality: qualityCodes.bad });
    (series[place] as Series).silentSince = undefined;
  }
  return writer.size > 0 ? writer.take() : undefined;
}
