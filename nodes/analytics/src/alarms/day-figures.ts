import { AlarmFigures, type Figures, type JournalRecord } from '@millwright/analytics';
import type { Clock } from '@millwright/tags';
import type { NewLine } from './kept.ts';

/** Midnight of that day, in the time zone of the machine (ms UTC). */
export const startOfDay = (now: number): number => new Date(now).setHours(0, 0, 0, 0);

/** What alarms have asked of operators today, in all areas and in each. */
export class DayFigures {
  readonly #clock: Clock;
  #day: number;
  #all: AlarmFigures;
  /** Of areas in which there was something to count. */
  readonly #areas = new Map<string, AlarmFigures>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#day = startOfDay(clock.now());
    this.#all = new AlarmFigures(this.#day);
  }

  /** Since when it is counted (ms UTC). */
  get since(): number {
    this.#turn();
    return this.#day;
  }

  /** Begins anew with what the journal has of today, and with what stands since before. */
  refill(lines: readonly NewLine[]): void {
    this.#day = startOfDay(this.#clock.now());
    this.#all = new AlarmFigures(this.#day);
    this.#areas.clear();
    for (const line of lines) this.#count(line, line.area);
  }

  /** @param area of the alarm; empty for none */
  take(record: JournalRecord, area: string): void {
    this.#turn();
    this.#count(record, area);
  }

  /**
   * @param isHere whether there still is an alarm: of others nothing is told by name
   * @param area the one that it is about; all where it is left out
   */
  now(isHere: (alarm: string) => boolean, area?: string): Figures {
    this.#turn();
    const counted = area === undefined ? this.#all : (this.#areas.get(area) ?? new AlarmFigures(this.#day));
    const figures = counted.at(this.#clock.now());
    return {
      ...figures,
      chattering: figures.chattering.filter(isHere),
      stale: figures.stale.filter(({ alarm }) => isHere(alarm)),
      frequent: figures.frequent.filter(({ alarm }) => isHere(alarm)),
    };
  }

  #count(record: JournalRecord, area: string): void {
    const own = this.#areas.get(area) ?? new AlarmFigures(this.#day);
    this.#areas.set(area, own);
    own.take(record);
    this.#all.take(record);
  }

  #turn(): void {
    const day = startOfDay(this.#clock.now());
    if (day === this.#day) return;
    this.#day = day;
    for (const figures of [this.#all, ...this.#areas.values()]) figures.begin(day);
  }
}
