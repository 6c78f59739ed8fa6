import { actorOf } from '@millwright/ledger';
import type { Choices } from './messages.ts';
import type { ReadableLog } from './reader.ts';
import { storedEvent } from './stored-event.ts';

/** Events that are looked at, the newest. */
const newest = 100_000;
/** So many in one go: other reads come between. */
const step = 1_000;
/** Choices of each kind. */
const most = 200;
/** Of so many different ones only the more frequent half is kept, so that the memory of it stays small. */
const mostKept = 5_000;

interface Counted {
  count: number;
  kind: string;
  name: string | undefined;
}

/** What the list can be narrowed to: counted once, then only what is new since. */
export class ChoiceCounter {
  #actors = new Map<string, Counted>();
  #names = new Map<string, Counted>();
  #targets = new Map<string, Counted>();
  /** Events from this number on are counted. */
  #from = 0;
  /** Events before this number are. */
  #to = 0;
  #running: Promise<Choices> | undefined;

  /** Those who ask at the same time wait for the same answer. */
  choices(log: ReadableLog): Promise<Choices> {
    this.#running ??= this.#count(log).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #count(log: ReadableLog): Promise<Choices> {
    const last = await log.read(
      async () => log.connection.prepare('select max(seq) as seq from event').get()?.seq,
    );
    const end = Number(last ?? -1) + 1;
    const isStale = end < this.#to || end - this.#from > 2 * newest;
    if (isStale) this.#begin(Math.max(0, end - newest));
    while (this.#to < end) {
      const to = Math.min(end, this.#to + step);
      await log.read(async () => this.#countRange(log, this.#to, to));
      this.#to = to;
    }
    return {
      actors: chosen(this.#actors),
      names: chosen(this.#names).map(({ value }) => value),
      targets: chosen(this.#targets),
    };
  }

  #begin(from: number): void {
    this.#actors = new Map();
    this.#names = new Map();
    this.#targets = new Map();
    this.#from = from;
    this.#to = from;
  }

  #countRange({ connection }: ReadableLog, from: number, to: number): void {
    const rows = connection.prepare('select record from event where seq >= ? and seq < ?').iterate(from, to);
    for (const { record } of rows) {
      const event = storedEvent(record);
      if (!event) continue;
      const { name, actor, target, change } = event;
      add(this.#names, name, { kind: '', name: undefined });
      add(this.#actors, actorOf(actor), actor);
      if (target) add(this.#targets, `${target.kind}:${target.id}`, target);
      for (const part of change?.parts ?? []) add(this.#targets, `${part.kind}:${part.id}`, part);
    }
  }
}

function add(
  counts: Map<string, Counted>,
  value: string,
  { kind, name }: { kind: string; name?: string | undefined },
): void {
  const found = counts.get(value);
  if (found) {
    found.count += 1;
    // As it is called now.
    found.name = name ?? found.name;
    return;
  }
  counts.set(value, { count: 1, kind, name });
  if (counts.size <= mostKept) return;
  const kept = byCount(counts).slice(0, mostKept / 2);
  counts.clear();
  for (const [key, counted] of kept) counts.set(key, counted);
}

const byCount = (counts: ReadonlyMap<string, Counted>): [string, Counted][] =>
  [...counts].sort(([, a], [, b]) => b.count - a.count);

const chosen = (counts: ReadonlyMap<string, Counted>): Choices['actors'] =>
  byCount(counts)
    .slice(0, most)
    .map(([value, { kind, name }]) => ({ value, kind, ...(name === undefined ? {} : { name }) }));
