import type { SampleColumns } from '@millwright/analytics';
import type { SampleBatch } from './batch.ts';

export type Follower = (samples: ReadonlyMap<string, SampleColumns>) => void;

/** The samples of a batch by tag, in the order in which they came. */
export function byTag({
  tags,
  which,
  times,
  values,
  quality,
}: SampleBatch): ReadonlyMap<string, SampleColumns> {
  const counts = new Uint32Array(tags.length);
  for (const place of which) counts[place] = (counts[place] as number) + 1;
  const columns = Array.from(counts, (count) => ({
    times: new Float64Array(count),
    values: new Float64Array(count),
    quality: new Uint8Array(count),
  }));
  const filled = new Uint32Array(tags.length);
  for (let row = 0; row < which.length; row += 1) {
    const place = which[row] as number;
    const at = filled[place] as number;
    const column = columns[place];
    if (!column) continue;
    column.times[at] = times[row] as number;
    column.values[at] = values[row] as number;
    column.quality[at] = quality[row] as number;
    filled[place] = at + 1;
  }
  return new Map(tags.map((tag, place) => [tag, columns[place] as SampleColumns]));
}

/** Whoever wants to hear of samples as they come. */
export class Followers {
  readonly #all = new Set<Follower>();
  readonly #onFault: (error: unknown) => void;

  constructor(onFault: (error: unknown) => void) {
    this.#onFault = onFault;
  }

  add(follower: Follower): () => void {
    // Of its own, so that somebody who follows twice is told twice and ends each by itself.
    const own: Follower = (samples) => follower(samples);
    this.#all.add(own);
    return () => void this.#all.delete(own);
  }

  tell(batch: SampleBatch): void {
    if (this.#all.size === 0) return;
    const samples = byTag(batch);
    for (const follower of this.#all) {
      try {
        follower(samples);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }
}
