import {
  type Clock,
  type LastValue,
  lastOf,
  type Reading,
  systemClock,
  tagErrors,
  type WriteResult,
  type Writing,
  WrittenValues,
  withTimeLeft,
  writingOf,
} from '@millwright/tags';
import { type PlanOptions, planDefaults, usualPdu } from '../../plan/limits.ts';
import { planS7Reads } from '../../plan/read-plan.ts';
import type { S7Tag, UnusableTag } from '../../tag.ts';
import { ReadCycle } from '../read/cycle.ts';
import { Lessons } from '../read/lessons.ts';
import type { TurnOptions, Turns } from '../turns.ts';
import { entryOf, type WriteEntry } from '../write/entry.ts';
import { TextRooms } from '../write/text-rooms.ts';
import { failedResult } from '../write/write-result.ts';
import { Writer } from '../write/writer.ts';
import { type PlanView, planView } from './plan-view.ts';
import { ReadingBuilder } from './reading.ts';
import { type Selected, selectedOf, unknownTag, type Wanted, wantedOf } from './selected.ts';
import { SharedReading } from './shared-reading.ts';

export interface S7TableOptions {
  /** Reads and writes. */
  readonly client: Turns;
  /** Names are unique. One that cannot be used is bad, and the others are as they are. */
  readonly tags: readonly (S7Tag | UnusableTag)[];
  readonly plan?: PlanOptions;
  /** For the time stamps. Default: the machine's own time. */
  readonly clock?: Clock;
}

export type TableReadOptions = TurnOptions;

export interface TableWriteOptions extends TurnOptions {
  /** Whether each value is read back. Default: false. */
  readonly verify?: boolean;
}

/** How many choices among the tags are remembered with their plans. */
const mostSelections = 32;

/** The tags of a table. It may be used by several nodes at once: they share what is known. */
export class S7Table {
  readonly #options: S7TableOptions;
  readonly #clock: Clock;
  readonly #lessons: Lessons;
  readonly #writer: Writer;
  readonly #rooms: TextRooms;
  readonly #members: ReadonlyMap<string, Wanted>;
  readonly #tags: ReadonlyMap<string, S7Tag>;
  readonly #all: Selected;
  /** By the names, the one that was asked for last last. */
  readonly #selections = new Map<string, Selected>();
  /** Readings whose turn has not come. */
  readonly #waiting = new Map<Selected, SharedReading>();
  readonly #written = new WrittenValues();

  constructor(options: S7TableOptions) {
    const { client, tags, plan = {}, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#lessons = new Lessons(clock, plan.maxItems);
    this.#rooms = new TextRooms(client, this.#lessons);
    this.#writer = new Writer(client, this.#lessons, this.#rooms);
    this.#members = new Map(tags.map((tag) => [tag.name, wantedOf(tag)]));
    this.#tags = new Map(tags.flatMap((tag) => ('error' in tag ? [] : [[tag.name, tag]])));
    this.#all = selectedOf([...this.#members.values()], plan);
  }

  /** A tag of the table, if it can be used. */
  tag(name: string): S7Tag | undefined {
    return this.#tags.get(name);
  }

  /** The latest value that is known of a tag, as read or as written. */
  last(name: string): LastValue | undefined {
    const member = this.#members.get(name);
    const read = member && 'latest' in member ? lastOf(member.latest) : undefined;
    return this.#written.latest(name, read);
  }

  /** In how many requests, and which, the table is read while nothing is refused. */
  plan(): PlanView {
    const { client, plan = {} } = this.#options;
    const pdu = client.connection.current?.limits.pdu ?? usualPdu;
    const { maxItems = planDefaults.maxItems } = plan;
    return planView(planS7Reads(this.#all.selection.members, { pdu, items: maxItems }, plan), pdu);
  }

  /**
   * Reads these tags, or all. An item that the PLC refuses makes only its own tags bad, and so does a name that nobody has.
   * @param names samples come in the order of the table; names that it does not have come last
   * @throws only the signal's reason
   */
  read(names: readonly string[] | undefined, options: TableReadOptions): Promise<Reading> {
    return this.#read(names === undefined ? this.#all : this.#selected(names), options);
  }

  /**
   * Reads tags that are not in the table.
   * @throws only the signal's reason
   */
  readAdHoc(tags: readonly S7Tag[], options: TableReadOptions): Promise<Reading> {
    return this.#read(selectedOf(tags.map(wantedOf), this.#options.plan ?? {}), options);
  }

  /**
   * Writes values, in their order. What is not allowed is refused before anything is sent, one by one, and a step that is
   * too large when its turn has come; nothing is sent twice. It never rejects: each result says what became of its value.
   */
  async write(values: Readonly<Record<string, unknown>>, options: TableWriteOptions): Promise<Writing> {
    const { verify = false, ...given } = options;
    const terms = withTimeLeft(given, this.#clock);
    const results = new Map<string, WriteResult>();
    const entered: WriteEntry[] = [];
    let failed: unknown;
    const refuse = (name: string, value: unknown, error: unknown): void => {
      failed ??= error;
      results.set(name, failedResult(name, value, error));
    };
    for (const [name, value] of Object.entries(values)) {
      try {
        entered.push(this.#entry(name, value));
      } catch (error) {
        refuse(name, value, error);
      }
    }
    const problems = await this.#rooms.problems(entered, terms());
    for (const [{ member, written }, error] of problems) refuse(member.tag.name, written, error);
    const isOpen = ({ member }: WriteEntry): boolean => !results.has(member.tag.name);
    for (let open = entered.filter(isOpen); open.length > 0; open = open.filter(isOpen)) {
      const { results: some, error } = await this.#writer.writeNext(open, verify, terms());
      failed ??= error;
      for (const result of some) {
        results.set(result.tag, result);
        this.#written.keep(result, this.#clock.now());
      }
    }
    return writingOf(Object.keys(values), results, failed);
  }

  async #read(selected: Selected, terms: TableReadOptions): Promise<Reading> {
    const clock = this.#clock;
    const builder = new ReadingBuilder(selected, clock);
    const isAnyTime = terms.deadline === undefined;
    const waiting = isAnyTime ? this.#waiting.get(selected) : undefined;
    if (waiting && !waiting.isFull) {
      const isWhole = await waiting.join(builder, terms.signal);
      return isWhole ? builder.reading : this.#read(selected, terms);
    }
    const outcomes = new SharedReading(builder);
    const begin = (): void => {
      if (this.#waiting.get(selected) === outcomes) this.#waiting.delete(selected);
    };
    if (isAnyTime) this.#waiting.set(selected, outcomes);
    const { client: turns } = this.#options;
    const { selection } = selected;
    const cycle = new ReadCycle({
      turns,
      clock,
      lessons: this.#lessons,
      selection,
      outcomes,
      terms,
      onBegin: begin,
    });
    await outcomes.start(cycle.run()).finally(begin);
    return builder.reading;
  }

  #selected(names: readonly string[]): Selected {
    const key = names.join('\0');
    const known = this.#selections.get(key);
    if (known) {
      this.#selections.delete(key);
      this.#selections.set(key, known);
      return known;
    }
    const asked = new Set(names);
    const wanted = [...this.#members].filter(([name]) => asked.has(name)).map(([, each]) => each);
    const unknown = [...asked].filter((name) => !this.#members.has(name)).map(unknownTag);
    const selected = selectedOf([...wanted, ...unknown], this.#options.plan ?? {});
    this.#selections.set(key, selected);
    const [oldest] = this.#selections.keys();
    if (this.#selections.size > mostSelections && oldest !== undefined) this.#selections.delete(oldest);
    return selected;
  }

  /** @throws what speaks against this write */
  #entry(name: string, value: unknown): WriteEntry {
    const member = this.#members.get(name);
    if (member === undefined) throw tagErrors.unknownTag({ tag: name });
    if ('error' in member) throw member.error;
    return entryOf(member, value);
  }
}
