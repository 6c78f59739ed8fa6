import type { Line, View } from '../decimate/view.ts';
import type { SampleColumns } from '../samples/columns.ts';

/** A tag of which samples are kept. */
export interface KeptTag {
  readonly tag: string;
  readonly unit?: string;
  /** The oldest sample that is kept, and the newest (ms UTC). */
  readonly first: number;
  readonly last: number;
}

/** What a store of samples offers to whatever shows them. */
export interface SampleStore {
  readonly id: string;
  readonly name: string;
  tags(): readonly KeptTag[];
  /**
   * One line for each tag, in the order in which they were asked for; an empty one for a tag that is not kept. At most
   * two points for each pixel, plus what interrupts the line.
   *
   * @throws `samples.damaged-block`, `samples.unknown-format`, what else keeps a file from being read
   */
  lines(tags: readonly string[], view: View): Promise<readonly Line[]>;
  /**
   * Tells of samples as they come, several at once and not more often than every 100 ms; by tag.
   * @returns ends it
   */
  follow(listener: (samples: ReadonlyMap<string, SampleColumns>) => void): () => void;
}

/** The stores that live now. */
export interface SampleStores {
  store(id: string): SampleStore | undefined;
}
