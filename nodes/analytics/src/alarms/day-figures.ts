import { AlarmFigures, type Figures, type JournalRecord } from '@millwright/analytics';
import type { Clock } from '@millwright/tags';

/** Midnight of that day, in the time zone of the machine (ms UTC). */
export const startOfDay = (now: number): number => new Date(now).setHours(0, 0, 0, 0);

/** What alarms have asked of operators today. */
export class DayFigures {
  readonly #clock: Clock;
  #day: number;
  #figures: AlarmFigures;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#day = startOfDay(clock.now());
    this.#figures = new AlarmFigures(this.#day);
  }

  /** Since when it is counted (ms UTC). */
  get since(): number {
    this.#turn();
    return this.#day;
  }

  /** Begins anew with what the journal has of today, and with what stands since before. */
  refill(records: readonly JournalRecord[]): void {
    this.#day = startOfDay(this.#clock.now());
    this.#figures = new AlarmFigures(this.#day);
    for (const record of records) this.#figures.take(record);
  }

  take(record: JournalRecord): void {
    this.#turn();
    this.#figures.take(record);
  }

  /** @param isHere whether there still is an alarm: of others nothing is told by name */
  now(isHere: (alarm: string) => boolean): Figures {
    this.#turn();
    const figures = this.#figures.at(this.#clock.now());
    return {
      ...figures,
      chattering: figures.chattering.filter(isHere),
      stale: figures.stale.filter(({ alarm }) => isHere(alarm)),
      frequent: figures.frequent.filter(({ alarm }) => isHere(alarm)),
    };
  }

  #turn(): void {
    const day = startOfDay(this.#clock.now());
    if (day === this.#day) return;
    this.#day = day;
    this.#figures.begin(day);
  }
}
