import type { SampleStore, SampleStores } from '@millwright/analytics';

/** The stores of samples that live now, by the ids of their nodes. */
export class Stores implements SampleStores {
  readonly #stores = new Map<string, SampleStore>();

  /** @returns takes it out again, unless another one has its place by then */
  add(store: SampleStore): () => void {
    this.#stores.set(store.id, store);
    return () => {
      if (this.#stores.get(store.id) === store) this.#stores.delete(store.id);
    };
  }

  store(id: string): SampleStore | undefined {
    return this.#stores.get(id);
  }
}
