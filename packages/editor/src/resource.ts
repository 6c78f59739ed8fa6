/** A value that changes, and those who want to know. */
export interface Resource<Value> {
  readonly value: Value;
  /** Calls back at each change from now on; the result ends that. */
  subscribe(listener: () => void): () => void;
}

export class WritableResource<Value> implements Resource<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  get value(): Value {
    return this.#value;
  }

  set(value: Value): void {
    this.#value = value;
    for (const listener of [...this.#listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
