import type { AlarmEntry, AlarmState } from '@millwright/analytics';
import type { Clock } from '@millwright/tags';
import type { WatchedAlarm } from './watched-alarm.ts';

type Listener = (changed: readonly AlarmEntry[]) => void;

/** As often at most (ms). */
const pause = 100;

/** Tells of alarms that are others than before, several at once. */
export class Followers {
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  readonly #changed = new Set<WatchedAlarm>();
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, onFault: (error: unknown) => void) {
    this.#clock = clock;
    this.#onFault = onFault;
  }

  follow(listener: Listener): () => void {
    // The same function may be given twice.
    const own: Listener = (changed) => listener(changed);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  note(alarm: WatchedAlarm): void {
    this.#changed.add(alarm);
    this.#arrange();
  }

  /** An alarm is gone from the list: nothing is told of it any more, only that the list is another one. */
  forget(alarm: WatchedAlarm): void {
    this.#changed.delete(alarm);
    this.#arrange();
  }

  /** Tells that something else than an alarm is another one. */
  wake(): void {
    this.#arrange();
  }

  close(): void {
    this.#cancel?.();
    this.#listeners.clear();
    this.#changed.clear();
  }

  #arrange(): void {
    if (this.#listeners.size === 0) {
      this.#changed.clear();
      return;
    }
    this.#cancel ??= this.#clock.after(pause, () => this.#tell());
  }

  #tell(): void {
    this.#cancel = undefined;
    const entries = [...this.#changed].map(({ entry }) => entry);
    this.#changed.clear();
    for (const listener of [...this.#listeners]) {
      try {
        listener(entries);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }
}

/** Whether a list would show another thing: of the value of an alarm that is normal it shows only whether there is one. */
export function looksOther(before: AlarmState, after: AlarmState): boolean {
  return (
    before.seq !== after.seq ||
    before.stage !== after.stage ||
    before.active !== after.active ||
    before.suppressed !== after.suppressed ||
    before.quality !== after.quality ||
    (before.holds === 'unknown') !== (after.holds === 'unknown') ||
    before.shelf?.until !== after.shelf?.until ||
    (after.stage !== 'normal' && (before.value !== after.value || before.limit !== after.limit))
  );
}
