import type { Line, View } from '../decimate/view.ts';
import type { SampleColumns } from '../samples/columns.ts';

/** A tag of which samples are kept. */
export interface KeptTag {
  readonly tag: string;
  readonly unit?: string;
  /** The oldest sample that is kept (ms UTC). */
  readonly first: number;
  /** The newest one (ms UTC). Where its time is more than an hour ahead of the clock, the one that came last. */
  readonly last: number;
}

/** How a store fares. */
export interface StoreHealth {
  /** `memory`: nothing can be written now; what is in memory is shown, and written later if there is room for it. */
  readonly state: 'opening' | 'online' | 'memory';
  /** Why nothing can be written, as a code such as `sample-store.unwritable`. */
  readonly problem?: string;
  /** Samples that were not kept since the store was deployed: there was no room for them. */
  readonly lost: number;
  /** What the store takes on disk. */
  readonly bytes: number;
}

/** What a store of samples offers to whatever shows them. */
export interface SampleStore {
  readonly id: string;
  readonly name: string;
  health(): StoreHealth;
  tags(): readonly KeptTag[];
  /**
   * One line for each tag, in the order in which they were asked for; an empty one for a tag that is not kept. At most
   * two points for each pixel, plus what interrupts the line. Where samples that were written are lost or cannot be read,
   * the line is interrupted too; the store says so in Node-RED's log.
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
