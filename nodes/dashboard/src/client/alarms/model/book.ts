import type { AlarmEntry, Figures } from '@millwright/analytics';
import type { AlarmList, AlarmsTold, Outlook } from '../../../common/alarms/wire.ts';
import { isNews, type Place, placeOf } from './place.ts';

/** How many alarms of a priority are listed as active, and how many of them nobody has acknowledged. */
export interface PriorityCount {
  readonly priority: number;
  readonly active: number;
  readonly news: number;
}

/** What is drawn of all alarms: worked out once for each change, not for each frame. */
interface Digest {
  readonly listed: Readonly<Record<Place, readonly AlarmEntry[]>>;
  readonly areas: readonly string[];
  readonly counts: readonly PriorityCount[];
}

/** The alarms of an engine as a browser knows them. */
export class AlarmBook {
  readonly #entries = new Map<string, AlarmEntry>();
  #engine = '';
  #figures: Figures | undefined;
  #outlook: Outlook | undefined;
  #generation: number | undefined;
  #mayCommand = false;
  #turn = 0;
  #digest: Digest | undefined;

  get engine(): string {
    return this.#engine;
  }

  get figures(): Figures | undefined {
    return this.#figures;
  }

  /** How much is known; undefined before anything is. */
  get outlook(): Outlook | undefined {
    return this.#outlook;
  }

  /** What is told goes on from here only while it has this number. */
  get generation(): number | undefined {
    return this.#generation;
  }

  /** Whether this browser may give commands at all. */
  get mayCommand(): boolean {
    return this.#mayCommand;
  }

  /** Another number after each change of an alarm. */
  get turn(): number {
    return this.#turn;
  }

  /** Takes everything anew. */
  open(list: AlarmList): void {
    this.#entries.clear();
    for (const entry of list.alarms) this.#entries.set(entry.id, entry);
    this.#changed();
    this.#engine = list.engine;
    this.#figures = list.figures;
    this.#outlook = list.outlook;
    this.#generation = list.generation;
    this.#mayCommand = list.commands;
  }

  /** Takes what has changed. What is older than what is known is left: answers and news overtake each other. */
  take(news: AlarmsTold): void {
    for (const entry of news.changed) {
      const known = this.#entries.get(entry.id);
      if (!known || entry.state.seq >= known.state.seq) this.#entries.set(entry.id, entry);
    }
    for (const id of news.gone) this.#entries.delete(id);
    if (news.changed.length + news.gone.length > 0) this.#changed();
    this.#figures = news.figures;
    this.#outlook = news.outlook;
  }

  get(id: string): AlarmEntry | undefined {
    return this.#entries.get(id);
  }

  listed(place: Place): readonly AlarmEntry[] {
    return this.#digested().listed[place];
  }

  /** Areas that are named, in the order of the alphabet. */
  areas(): readonly string[] {
    return this.#digested().areas;
  }

  /** Of priorities that are listed as active, the most urgent first. */
  counts(): readonly PriorityCount[] {
    return this.#digested().counts;
  }

  #changed(): void {
    this.#turn += 1;
    this.#digest = undefined;
  }

  #digested(): Digest {
    this.#digest ??= digestOf([...this.#entries.values()]);
    return this.#digest;
  }
}

function digestOf(entries: readonly AlarmEntry[]): Digest {
  const listed: Record<Place, AlarmEntry[]> = { active: [], shelved: [] };
  const areas = new Set<string>();
  const counts = new Map<number, PriorityCount>();
  for (const entry of entries) {
    const { priority, state, area } = entry;
    if (area !== '') areas.add(area);
    const place = placeOf(state);
    if (place) listed[place].push(entry);
    if (place !== 'active') continue;
    const { active, news } = counts.get(priority) ?? { active: 0, news: 0 };
    counts.set(priority, { priority, active: active + 1, news: news + Number(isNews(state)) });
  }
  return {
    listed,
    areas: [...areas].sort((one, other) => one.localeCompare(other)),
    counts: [...counts.values()].sort((one, other) => one.priority - other.priority),
  };
}
