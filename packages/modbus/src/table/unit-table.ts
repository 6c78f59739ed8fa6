import {
  type Clock,
  type LastValue,
  lastOf,
  type PlanLimits,
  type Reading,
  systemClock,
  tagErrors,
  type WriteResult,
  type Writing,
  WrittenValues,
  withTimeLeft,
  writingOf,
} from '@millwright/tags';
import type { Area } from '../area.ts';
import type { ModbusClient } from '../client.ts';
import { modbusErrors } from '../errors.ts';
import type { ReadLimits } from './limits.ts';
import { type PlanView, planView } from './plan-view.ts';
import { readingOf, type Wanted } from './reading.ts';
import { type Member, type ModbusTag, memberOf, pointOf } from './tag.ts';
import { type WriteItem, writeItem } from './write-item.ts';
import { planWrites } from './write-plan.ts';
import { failedResult } from './write-result.ts';
import { Writer } from './writer.ts';

export interface UnitTableOptions {
  readonly client: ModbusClient;
  readonly unit: number;
  /** Names are unique. */
  readonly tags: readonly ModbusTag[];
  /** Limits of one request that are lower than the protocol's, and the gap of reads. Default gap: 0. */
  readonly limits?: Partial<ReadLimits>;
  /** Whether a bit of a register may be written by reading and writing the register. Default: false. */
  readonly readModifyWrite?: boolean;
  /** The unit writes with function codes 15 and 16 only. Default: false. */
  readonly multipleOnly?: boolean;
  /** For the time stamps. Default: the machine's own time. */
  readonly clock?: Clock;
}

export interface TableReadOptions {
  /** Who asks: those who do take turns. */
  readonly source: unknown;
  readonly signal: AbortSignal;
  /** Milliseconds from now within which all of it has to be sent. */
  readonly deadline?: number;
}

export interface TableWriteOptions extends TableReadOptions {
  /** Whether each value is read back. Default: false. */
  readonly verify?: boolean;
}

/** The tags of one unit. It may be used by several nodes at once: they share what is known and what is on its way. */
export class UnitTable {
  readonly #options: UnitTableOptions;
  readonly #clock: Clock;
  readonly #limits: PlanLimits<Area>;
  readonly #wanted: ReadonlyMap<string, Wanted>;
  readonly #tags: ReadonlyMap<string, ModbusTag>;
  readonly #writer: Writer;
  readonly #written = new WrittenValues();

  constructor(options: UnitTableOptions) {
    const {
      client,
      unit,
      tags,
      limits = {},
      readModifyWrite = false,
      multipleOnly = false,
      clock = systemClock,
    } = options;
    this.#options = options;
    this.#clock = clock;
    this.#limits = client.limitsOf(limits);
    this.#wanted = new Map(tags.map((tag) => [tag.name, wantedOf(tag)]));
    this.#tags = new Map(tags.map((tag) => [tag.name, tag]));
    this.#writer = new Writer({ client, unit, readModifyWrite, multipleOnly });
  }

  get tags(): readonly ModbusTag[] {
    return this.#options.tags;
  }

  tag(name: string): ModbusTag | undefined {
    return this.#tags.get(name);
  }

  /** The latest value that is known of a tag, as read or as written. */
  last(name: string): LastValue | undefined {
    const wanted = this.#wanted.get(name);
    const read = wanted && 'latest' in wanted ? lastOf(wanted.latest) : undefined;
    return this.#written.latest(name, read);
  }

  /** In how many requests, and which, the table is read while nothing is refused. */
  plan(): PlanView {
    return planView(membersOf([...this.#wanted.values()]), this.#limits);
  }

  /**
   * Reads these tags, or all. A request that fails makes only its own tags bad, and so does a name that nobody has.
   * @param names samples come in the order of the table; names that it does not have come last
   * @throws only the signal's reason
   */
  read(names: readonly string[] | undefined, options: TableReadOptions): Promise<Reading> {
    const all = this.#wanted;
    if (names === undefined) return this.#read([...all.values()], options);
    const asked = new Set(names);
    const known = [...all].filter(([name]) => asked.has(name)).map(([, wanted]) => wanted);
    const unknown = [...asked].filter((name) => !all.has(name)).map(unknownTag);
    return this.#read([...known, ...unknown], options);
  }

  /**
   * Reads tags that are not in the table. What cannot be a tag gets a bad sample.
   * @throws only the signal's reason
   */
  readAdHoc(tags: readonly ModbusTag[], options: TableReadOptions): Promise<Reading> {
    return this.#read(tags.map(wantedOf), options);
  }

  /**
   * Writes values, in their order. What is not allowed is refused before anything is sent, one by one, and a step that is
   * too large when its turn has come; nothing is sent twice. It never rejects: each result says what became of its value.
   */
  async write(values: Readonly<Record<string, unknown>>, options: TableWriteOptions): Promise<Writing> {
    const { verify = false, ...given } = options;
    const terms = withTimeLeft(given, this.#clock);
    const results = new Map<string, WriteResult>();
    const items: WriteItem[] = [];
    let failed: unknown;
    for (const [name, value] of Object.entries(values)) {
      try {
        items.push(this.#item(name, value));
      } catch (error) {
        failed ??= error;
        results.set(name, failedResult(name, value, error));
      }
    }
    const { multipleOnly = false } = this.#options;
    for (const planned of planWrites(items, { multipleOnly, limitOf: this.#limits.limitOf })) {
      const { results: some, error } = await this.#writer.write(planned, verify, terms());
      failed ??= error;
      for (const result of some) {
        results.set(result.tag, result);
        this.#written.keep(result, this.#clock.now());
      }
    }
    return writingOf(Object.keys(values), results, failed);
  }

  async #read(wanted: readonly Wanted[], options: TableReadOptions): Promise<Reading> {
    const { client, unit } = this.#options;
    const { source, signal, deadline } = options;
    const terms = { signal, limits: this.#limits, ...(deadline !== undefined && { deadline }) };
    try {
      const outcomes = await client.scheduler.read(unit, membersOf(wanted), source, terms);
      return readingOf(wanted, outcomes, this.#clock);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      return readingOf(wanted, { error }, this.#clock);
    }
  }

  /** @throws what speaks against this write */
  #item(name: string, value: unknown): WriteItem {
    const wanted = this.#wanted.get(name);
    if (wanted === undefined) throw tagErrors.unknownTag({ tag: name });
    if ('error' in wanted) throw wanted.error;
    const { area } = wanted;
    if (area !== 'coil' && area !== 'holding-register') throw modbusErrors.notWritable({ tag: name, area });
    return writeItem(wanted, value);
  }
}

function wantedOf(tag: ModbusTag): Wanted {
  try {
    return memberOf(tag);
  } catch (error) {
    return { point: pointOf(tag), error };
  }
}

function unknownTag(name: string): Wanted {
  return { point: { name, address: '' }, error: tagErrors.unknownTag({ tag: name }) };
}

function membersOf(wanted: readonly Wanted[]): readonly Member[] {
  return wanted.filter((each): each is Member => 'tag' in each);
}
