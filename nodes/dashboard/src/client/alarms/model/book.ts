import type { AlarmEntry, Figures } from '@millwright/analytics';
import type { AlarmList, AlarmNews } from '../../../common/alarms/wire.ts';
import { isNews, type Place, placeOf } from './place.ts';

/** How many alarms of a priority are listed as active, and how many of them nobody has acknowledged. */
export interface PriorityCount {
  readonly priority: number;
  readonly active: number;
  readonly news: number;
}

/** The alarms of an engine as a browser knows them. */
export class AlarmBook {
  readonly #entries = new Map<string, AlarmEntry>();
  #engine = '';
  #figures: Figures | undefined;
  #ahead = 0;
  #mayCommand = false;

  get engine(): string {
    return this.#engine;
  }

  get figures(): Figures | undefined {
    return this.#figures;
  }

  /** Whether this browser may give commands at all. */
  get mayCommand(): boolean {
    return this.#mayCommand;
  }

  /** How far the server's clock is ahead of this one (ms). */
  get ahead(): number {
    return this.#ahead;
  }

  /**
   * Takes everything anew.
   * @param now by the clock of this browser (ms UTC)
   */
  open(list: AlarmList, now: number): void {
    this.#entries.clear();
    for (const entry of list.alarms) this.#entries.set(entry.id, entry);
    this.#engine = list.engine;
    this.#figures = list.figures;
    this.#mayCommand = list.commands;
    this.#ahead = list.now - now;
  }

  /** Takes what has changed. What is older than what is known is left: answers and news overtake each other. */
  take(news: AlarmNews, now: number): void {
    for (const entry of news.changed) {
      const known = this.#entries.get(entry.id);
      if (!known || entry.state.seq >= known.state.seq) this.#entries.set(entry.id, entry);
    }
    for (const id of news.gone) this.#entries.delete(id);
    this.#figures = news.figures;
    this.#ahead = news.now - now;
  }

  get(id: string): AlarmEntry | undefined {
    return this.#entries.get(id);
  }

  listed(place: Place): readonly AlarmEntry[] {
    return [...this.#entries.values()].filter(({ state }) => placeOf(state) === place);
  }

  /** Areas that are named, in the order of the alphabet. */
  areas(): readonly string[] {
    const areas = new Set([...this.#entries.values()].map(({ area }) => area));
    areas.delete('');
    return [...areas].sort((one, other) => one.localeCompare(other));
  }

  /** Of priorities that are listed as active, the most urgent first. */
  counts(): readonly PriorityCount[] {
    const counts = new Map<number, PriorityCount>();
    for (const { priority, state } of this.listed('active')) {
      const { active, news } = counts.get(priority) ?? { active: 0, news: 0 };
      counts.set(priority, { priority, active: active + 1, news: news + Number(isNews(state)) });
    }
    return [...counts.values()].sort((one, other) => one.priority - other.priority);
  }
}
