import {
  type AlarmDefinition,
  type AlarmEngine,
  type AlarmEntry,
  type AlarmEvent,
  AlarmFigures,
  type AlarmReadiness,
  type AlarmRequest,
  type Commander,
  type JournalLine,
  newAlarm,
  step,
} from '@millwright/analytics';

const hour = 3_600_000;

type Undated = AlarmEvent extends infer Event
  ? Event extends AlarmEvent
    ? Omit<Event, 'ts'>
    : never
  : never;

/** An engine in memory, on the real states of alarms: neither a disk nor rules. */
export class MemoryEngine implements AlarmEngine {
  readonly id = 'engine';
  readonly name = 'Line 2';
  readonly #entries = new Map<string, AlarmEntry>();
  readonly #listeners = new Set<(changed: readonly AlarmEntry[]) => void>();
  #lines: readonly JournalLine[] = [];
  #now = 1_000;
  #readiness: AlarmReadiness = { state: 'ready' };
  /** Commands wait for it. */
  disk: Promise<void> = Promise.resolve();

  add(id: string, area = '', priority = 2): void {
    this.#entries.set(id, {
      id,
      text: `Alarm ${id}`,
      area,
      priority,
      longestShelving: hour,
      state: newAlarm(this.#now),
    });
  }

  remove(id: string): void {
    this.#entries.delete(id);
    for (const listener of this.#listeners) listener([]);
  }

  tell(id: string, holds: boolean): void {
    this.#take(id, { kind: 'condition', holds, quality: 'good', value: holds ? 95 : 20, limit: 90 });
  }

  become(readiness: AlarmReadiness): void {
    this.#readiness = readiness;
    for (const listener of this.#listeners) listener([]);
  }

  readiness(): AlarmReadiness {
    return this.#readiness;
  }

  alarms(): readonly AlarmEntry[] {
    if (this.#readiness.state === 'loading') return [];
    return [...this.#entries.values()];
  }

  figures(area?: string) {
    const figures = new AlarmFigures(0);
    for (const line of this.#lines.toReversed())
      if (area === undefined || line.area === area) figures.take(line);
    return figures.at(this.#now);
  }

  async journal({ before = Number.POSITIVE_INFINITY, limit, alarm }: Parameters<AlarmEngine['journal']>[0]) {
    return this.#lines
      .filter((line) => line.number < before && (alarm === undefined || line.alarm === alarm))
      .slice(0, limit);
  }

  async act({ alarm, ...command }: AlarmRequest, { name = 'anyone' }: Commander): Promise<void> {
    await this.disk;
    this.#take(alarm, { ...command, actor: name });
  }

  follow(listener: (changed: readonly AlarmEntry[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #take(id: string, undated: Undated): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#now += 1;
    const { area, text, priority, longestShelving } = entry;
    const definition: AlarmDefinition = {
      id,
      priority,
      longestShelving,
      onDelay: 0,
      offDelay: 0,
      latching: false,
      autoAcknowledge: false,
    };
    // A command without its time is one again with it.
    const event = { ...undated, ts: this.#now } as AlarmEvent;
    const { state, records, refused } = step(definition, entry.state, event);
    if (refused) throw refused;
    for (const record of records) {
      this.#lines = [{ ...record, number: this.#lines.length + 1, text, area }, ...this.#lines];
    }
    const changed = { ...entry, state };
    this.#entries.set(id, changed);
    for (const listener of this.#listeners) listener([changed]);
  }
}
