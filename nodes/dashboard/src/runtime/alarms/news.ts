import type { AlarmEntry } from '@millwright/analytics';

/** What browsers have not been told of yet: the newest of each alarm, and which alarms there were. */
export class AlarmChanges {
  readonly #changed = new Map<string, AlarmEntry>();
  #present: ReadonlySet<string> = new Set();

  add(entries: readonly AlarmEntry[]): void {
    for (const entry of entries) this.#changed.set(entry.id, entry);
  }

  /** Somebody has been shown these: should one of them be gone later, it is told. */
  show(present: readonly AlarmEntry[]): void {
    this.#present = new Set([...this.#present, ...present.map(({ id }) => id)]);
  }

  /** @param present all alarms that there are now */
  take(present: readonly AlarmEntry[]): {
    readonly changed: readonly AlarmEntry[];
    readonly gone: readonly string[];
  } {
    const ids = new Set(present.map(({ id }) => id));
    const changed = [...this.#changed.values()].filter(({ id }) => ids.has(id));
    const gone = [...this.#present].filter((id) => !ids.has(id));
    this.#changed.clear();
    this.#present = ids;
    return { changed, gone };
  }
}
