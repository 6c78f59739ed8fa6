import type { SampleBatch } from './batch.ts';
import type { NumberedSamples } from './journal-frame.ts';
import type { Series } from './series.ts';

/**
 * Puts samples into their series.
 *
 * @param series of each tag of the batch; undefined for those that are not kept
 * @param filled told of a series that has samples for a whole block
 * @returns the samples that are kept: their numbers overwrite those of the batch
 */
export function ingest(
  { which, times, values, quality }: SampleBatch,
  series: readonly (Series | undefined)[],
  filled: (series: Series) => void,
): NumberedSamples {
  const tags = new Uint32Array(times.length);
  let kept = 0;
  for (let row = 0; row < times.length; row += 1) {
    const one = series[which[row] as number];
    if (!one) continue;
    const [time, value, code] = [times[row] as number, values[row] as number, quality[row] as number];
    if (one.push(time, value, code)) filled(one);
    tags[kept] = one.number;
    times[kept] = time;
    values[kept] = value;
    quality[kept] = code;
    kept += 1;
  }
  return {
    tags: tags.subarray(0, kept),
    times: times.subarray(0, kept),
    values: values.subarray(0, kept),
    quality: quality.subarray(0, kept),
  };
}
