import type { Reading, TableReadOptions, TableWriteOptions, UnitTable, Writing } from '@millwright/modbus';
import { statusOfError, systemClock } from '@millwright/modbus';
import { valueOfText } from '@millwright/plc';
import {
  type AskedTags,
  type ComputedTags,
  type Deadband,
  missing,
  qualityOf,
  registersOf,
  type Sample,
  tagErrors,
  type ValuesByTag,
  type WriteResult,
} from '@millwright/tags';
import type { ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { askedTag } from './own-tag.ts';
import type { TableFormat } from './tag-of.ts';

/** A tag of the table, computed ones included, as nodes choose among them. */
interface TableMember {
  readonly name: string;
  readonly group: string | undefined;
  readonly deadband: Deadband | undefined;
  /** False where its access is to write alone: who asks for all or for a group does not ask for it. */
  readonly readable: boolean;
}

export interface TableOptions {
  /** Of the configuration node. */
  readonly id: string;
  readonly connection: ModbusConnection;
  readonly unit: number;
  readonly units: UnitTable;
  readonly computed: ComputedTags;
  readonly format: TableFormat;
  /** In the order of the table, computed ones last. */
  readonly members: readonly TableMember[];
}

/** The tags of one unit and those that are computed from them, with what the connection allows. */
export class Table {
  readonly #options: TableOptions;
  readonly #deadbands: ReadonlyMap<string, Deadband>;
  readonly #readable: readonly TableMember[];

  constructor(options: TableOptions) {
    this.#options = options;
    this.#deadbands = new Map(
      options.members.flatMap(({ name, deadband }) => (deadband ? [[name, deadband]] : [])),
    );
    this.#readable = options.members.filter(({ readable }) => readable);
  }

  get id(): string {
    return this.#options.id;
  }

  get unit(): number {
    return this.#options.unit;
  }

  get connection(): ModbusConnection {
    return this.#options.connection;
  }

  /** How many tags can be read. */
  get size(): number {
    return this.#readable.length;
  }

  /** The names of what can be read of a group. @throws `tags.bad-selection` where there is nothing */
  group(group: string): readonly string[] {
    const names = this.#readable.filter((member) => member.group === group).map(({ name }) => name);
    if (names.length === 0)
      throw tagErrors.badSelection({ reason: `no tag that can be read is in the group "${group}"` });
    return names;
  }

  deadbandOf(name: string): Deadband {
    return this.#deadbands.get(name) ?? { kind: 'none' };
  }

  /** What is known of a tag, as text for a record. */
  lastText(name: string): string | undefined {
    const last = this.#options.units.last(name);
    return last && String(last.value);
  }

  /** The address of a tag as the table has it. */
  addressOf(name: string): string | undefined {
    const tag = this.#options.units.tag(name);
    return tag && (tag.shown ?? `${tag.area}:${tag.address}`);
  }

  /** What a text stands for that somebody typed for a tag; where it is none of its type, writing it says so. */
  valueOfText(name: string, text: string): unknown {
    const tag = this.#options.units.tag(name);
    return tag === undefined ? text : valueOfText(tag, text);
  }

  /**
   * Reads these tags, or all of the table that can be read. A request that fails makes only its own tags bad.
   * @throws only the signal's reason
   */
  async read(names: readonly string[] | undefined, options: TableReadOptions): Promise<Reading> {
    const { units, computed, members } = this.#options;
    const asked = names ?? this.#readable.map(({ name }) => name);
    const derived = asked.filter((name) => computed.has(name));
    const isAll = names === undefined && this.#readable.length === members.length;
    if (derived.length === 0) return units.read(isAll ? undefined : asked, options);
    const plain = asked.filter((name) => !computed.has(name));
    const needed = [...new Set([...plain, ...computed.inputsOf(derived)])];
    const reading = await units.read(needed, options);
    const wanted = new Set(plain);
    const results = await computed.compute(reading.samples, derived);
    return { ...reading, samples: [...reading.samples.filter(({ tag }) => wanted.has(tag)), ...results] };
  }

  /**
   * Reads what a message asks for: names of the table, then tags of its own.
   * @throws only the signal's reason
   */
  async readAsked({ names, own }: AskedTags, options: TableReadOptions): Promise<Reading> {
    const { units, format } = this.#options;
    const parsed = own.map((raw) => askedTag(raw, format));
    const tags = parsed.flatMap((each) => ('tag' in each ? [each.tag] : []));
    const readings: Reading[] = [];
    if (names.length > 0) readings.push(await this.read(names, options));
    if (tags.length > 0) readings.push(await units.readAdHoc(tags, options));
    const now = systemClock.now();
    const impossible = parsed.flatMap((each): Sample[] =>
      'error' in each
        ? [missing({ name: each.name, address: each.address }, statusOfError(each.error), now)]
        : [],
    );
    const [first] = readings;
    const isNothing = readings.every(({ failed }) => failed !== undefined);
    const failed = first?.failed ?? parsed.flatMap((each) => ('error' in each ? [each.error] : []))[0];
    const isLost = first !== undefined && readings.every(({ lost }) => lost !== undefined);
    return {
      samples: [...readings.flatMap(({ samples }) => samples), ...impossible],
      errors: new Map(readings.flatMap(({ errors }) => [...errors])),
      ...(isNothing && { failed }),
      ...(isLost && { lost: first.lost }),
    };
  }

  /**
   * Writes values, in their order. What the connection or the table does not allow is refused one by one before anything
   * is sent. It never rejects: each result says what became of its value.
   */
  async write(values: ValuesByTag, options: TableWriteOptions): Promise<Writing> {
    const { units } = this.#options;
    const refused = new Map<string, WriteResult>();
    let failed: unknown;
    for (const [tag, written] of Object.entries(values)) {
      try {
        this.#check(tag);
      } catch (error) {
        failed ??= error;
        const status = statusOfError(error);
        const quality = qualityOf(status.code);
        refused.set(tag, { tag, written, value: null, quality, status, outcome: 'refused' });
      }
    }
    const allowed = Object.fromEntries(Object.entries(values).filter(([tag]) => !refused.has(tag)));
    const writing = await units.write(allowed, options);
    const byTag = new Map([...refused, ...writing.results.map((result) => [result.tag, result] as const)]);
    const results = Object.keys(values).flatMap((tag) => byTag.get(tag) ?? []);
    const isNothing = writing.results.length === 0 || writing.failed !== undefined;
    return { results, ...(isNothing && { failed: failed ?? writing.failed }) };
  }

  /** @throws what speaks against writing to this tag at all */
  #check(name: string): void {
    const { connection, unit, units, computed } = this.#options;
    if (computed.has(name)) throw tagErrors.readOnly({ tag: name });
    const tag = units.tag(name);
    if (tag === undefined) return;
    const { area, address } = tag;
    // What only can be read is refused by the table itself, in better words.
    if (area !== 'coil' && area !== 'holding-register') return;
    const last = address + (area === 'coil' ? 1 : registersOf(tag)) - 1;
    connection.check(unit, { area, first: address, last });
  }
}
