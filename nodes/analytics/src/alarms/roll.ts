import type { AlarmEntry } from '@millwright/analytics';
import type { Clock } from '@millwright/tags';
import type { Change, WatchedAlarm } from './watched-alarm.ts';

interface Enrolled {
  readonly alarm: WatchedAlarm;
  readonly onChange: (change: Change) => void;
}

/** So long an alarm stays listed after it has left (ms): a deploy that changes it ends it and begins it anew. */
export const farewell = 2_000;

/** The alarms that live, and those that have just left. */
export class Roll {
  readonly #clock: Clock;
  readonly #onGone: () => void;
  readonly #alarms = new Map<string, Enrolled>();
  /** Each with what keeps it from being taken out. */
  readonly #leaving = new Map<string, { readonly alarm: WatchedAlarm; readonly stay: () => void }>();

  /** @param onGone one that had left is not listed any more */
  constructor(clock: Clock, onGone: () => void) {
    this.#clock = clock;
    this.#onGone = onGone;
  }

  get size(): number {
    return this.#alarms.size;
  }

  get(id: string): Enrolled | undefined {
    return this.#alarms.get(id);
  }

  ids(): readonly string[] {
    return [...this.#alarms.keys()];
  }

  living(): readonly WatchedAlarm[] {
    return [...this.#alarms.values()].map(({ alarm }) => alarm);
  }

  /** Of those that live and those that have just left. */
  entries(): readonly AlarmEntry[] {
    return [...this.#alarms.values(), ...this.#leaving.values()].map(({ alarm }) => alarm.entry);
  }

  enrol(enrolled: Enrolled): void {
    const { id } = enrolled.alarm.plan.definition;
    this.#alarms.set(id, enrolled);
    this.#forget(id);
  }

  /** @returns false where it does not live: another one with its id does, or none */
  strike(alarm: WatchedAlarm): boolean {
    const { id } = alarm.plan.definition;
    if (this.#alarms.get(id)?.alarm !== alarm) return false;
    this.#alarms.delete(id);
    const stay = this.#clock.after(farewell, () => {
      this.#leaving.delete(id);
      this.#onGone();
    });
    this.#leaving.set(id, { alarm, stay });
    return true;
  }

  /** Nobody is told any more of what leaves. */
  close(): void {
    for (const id of [...this.#leaving.keys()]) this.#forget(id);
  }

  #forget(id: string): void {
    this.#leaving.get(id)?.stay();
    this.#leaving.delete(id);
  }
}
