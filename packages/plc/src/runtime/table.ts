import {
  type AskedTags,
  type Clock,
  type ComputedTags,
  type Deadband,
  type LastValue,
  missing,
  qualityOf,
  type Reading,
  type Sample,
  type Status,
  tagErrors,
  type ValuesByTag,
  type WriteResult,
  type Writing,
} from '@millwright/tags';
import { calledBy } from './own-tag.ts';
import type { PlcConnection } from './plc-connection.ts';

/** The tags of a table as its protocol reads and writes them. */
export interface Points<Tag, Read, Write> {
  tag(name: string): Tag | undefined;
  /** The last good value of a tag. */
  last(name: string): LastValue | undefined;
  /** @param names of tags; undefined for all */
  read(names: readonly string[] | undefined, options: Read): Promise<Reading>;
  readAdHoc(tags: readonly Tag[], options: Read): Promise<Reading>;
  write(values: ValuesByTag, options: Write): Promise<Writing>;
}

/** A tag that a message brought, or why it can be none. */
export type OwnTag<Tag> = { readonly tag: Tag } | ImpossibleTag;

interface ImpossibleTag {
  readonly name: string;
  readonly address: string;
  readonly error: unknown;
}

/** A tag of the table, computed ones included, as nodes choose among them. */
interface TableMember {
  readonly name: string;
  readonly group: string | undefined;
  readonly deadband: Deadband | undefined;
  /** False where its access is to write alone: who asks for all or for a group does not ask for it. */
  readonly readable: boolean;
}

export interface TableOptions<Tag, Read, Write, Used extends PlcConnection> {
  /** Of the configuration node. */
  readonly id: string;
  readonly connection: Used;
  readonly points: Points<Tag, Read, Write>;
  readonly computed: ComputedTags;
  /** In the order of the table, computed ones last. */
  readonly members: readonly TableMember[];
  readonly clock: Pick<Clock, 'now'>;
  /** The address of a tag as the table has it. */
  addressOf(tag: Tag): string;
  /** What a text stands for that somebody typed for a tag. */
  valueOfText(tag: Tag, text: string): unknown;
  /** A tag that a message brought, checked as if it stood in the table. */
  askedTag(raw: Readonly<Record<string, unknown>>): OwnTag<Tag>;
  /** @throws what speaks against writing to this tag at all */
  checkWrite(tag: Tag): void;
  statusOfError(error: unknown): Status;
  /** What a result says where nothing was sent. Default: that the value was asked for. */
  refusedWrite?(result: RefusedWrite): WriteResult;
}

interface Names {
  readonly asked: readonly string[];
  /** Those that are computed. */
  readonly derived: readonly string[];
}

/** A write that was refused before anything was sent. */
type RefusedWrite = WriteResult & { readonly outcome: 'refused' };

/** The tags of a table and those that are computed from them, with what the connection allows. */
export class Table<Tag, Read, Write, Used extends PlcConnection = PlcConnection> {
  readonly #options: TableOptions<Tag, Read, Write, Used>;
  readonly #deadbands: ReadonlyMap<string, Deadband>;
  readonly #readable: readonly TableMember[];
  /** The names of what can be read, all of them and those that are computed: found once, not with each reading. */
  readonly #all: Names;

  constructor(options: TableOptions<Tag, Read, Write, Used>) {
    this.#options = options;
    this.#deadbands = new Map(
      options.members.flatMap(({ name, deadband }) => (deadband ? [[name, deadband]] : [])),
    );
    this.#readable = options.members.filter(({ readable }) => readable);
    this.#all = this.#namesAmong(this.#readable.map(({ name }) => name));
  }

  get id(): string {
    return this.#options.id;
  }

  get connection(): Used {
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

  /** The names of all that can be read. */
  get readable(): readonly string[] {
    return this.#all.asked;
  }

  deadbandOf(name: string): Deadband {
    return this.#deadbands.get(name) ?? { kind: 'none' };
  }

  tag(name: string): Tag | undefined {
    return this.#options.points.tag(name);
  }

  /** Those of these names that are worked out from others. */
  computedAmong(names: readonly string[]): readonly string[] {
    return names.filter((name) => this.#options.computed.has(name));
  }

  /** The names of what computed tags are worked out from. */
  inputsOf(names: readonly string[]): ReadonlySet<string> {
    return this.#options.computed.inputsOf(names);
  }

  /** Works computed tags out. @param samples one of each of their inputs */
  compute(samples: readonly Sample[], names: readonly string[]): Promise<readonly Sample[]> {
    return this.#options.computed.compute(samples, names);
  }

  /** What is known of a tag, as text for a record. */
  lastText(name: string): string | undefined {
    const last = this.#options.points.last(name);
    return last && String(last.value);
  }

  /** The address of a tag as the table has it. */
  addressOf(name: string): string | undefined {
    const tag = this.tag(name);
    return tag && this.#options.addressOf(tag);
  }

  /** What a text stands for that somebody typed for a tag; where it is none of its type, writing it says so. */
  valueOfText(name: string, text: string): unknown {
    const tag = this.tag(name);
    return tag === undefined ? text : this.#options.valueOfText(tag, text);
  }

  /**
   * Reads these tags, or all of the table that can be read. A request that fails makes only its own tags bad.
   * @throws only the signal's reason
   */
  async read(names: readonly string[] | undefined, options: Read): Promise<Reading> {
    const { points, computed, members } = this.#options;
    const { asked, derived } = names === undefined ? this.#all : this.#namesAmong(names);
    const isAll = names === undefined && this.#readable.length === members.length;
    if (derived.length === 0) return points.read(isAll ? undefined : asked, options);
    const plain = asked.filter((name) => !computed.has(name));
    const needed = [...new Set([...plain, ...computed.inputsOf(derived)])];
    const reading = await points.read(needed, options);
    const wanted = new Set(plain);
    const results = await computed.compute(reading.samples, derived);
    return { ...reading, samples: [...reading.samples.filter(({ tag }) => wanted.has(tag)), ...results] };
  }

  #namesAmong(asked: readonly string[]): Names {
    return { asked, derived: this.computedAmong(asked) };
  }

  /**
   * Reads what a message asks for: names of the table, then tags of its own. One whose name was asked for before is refused: values
   * are keyed by names.
   * @throws only the signal's reason
   */
  async readAsked({ names, own }: AskedTags, options: Read): Promise<Reading> {
    const { points, askedTag, statusOfError, clock } = this.#options;
    const { once, again } = byName(own, names);
    const parsed = once.map((raw) => askedTag(raw));
    const tags = parsed.flatMap((each) => ('tag' in each ? [each.tag] : []));
    const readings: Reading[] = [];
    if (names.length > 0) readings.push(await this.read(names, options));
    if (tags.length > 0) readings.push(await points.readAdHoc(tags, options));
    const now = clock.now();
    const badOf = ({ name, address, error }: ImpossibleTag): Sample =>
      missing({ name, address }, statusOfError(error), now);
    const impossible = parsed.filter((each) => 'error' in each);
    // What nobody was asked for says nothing of the PLC.
    const asked = readings.filter(({ unasked = false }) => !unasked);
    const first = asked[0] ?? readings[0];
    const isNothing = readings.every(({ failed }) => failed !== undefined);
    const failed = first?.failed ?? impossible[0]?.error;
    const isLost = asked.length > 0 && asked.every(({ lost }) => lost !== undefined);
    return {
      // Where values go by their names the last one counts: that must not be one that was refused.
      samples: [...again.map(badOf), ...readings.flatMap(({ samples }) => samples), ...impossible.map(badOf)],
      errors: new Map(readings.flatMap(({ errors }) => [...errors])),
      ...(isNothing && { failed }),
      ...(isLost && { lost: asked[0]?.lost }),
    };
  }

  /**
   * Writes values, in their order. What the connection or the table does not allow is refused one by one before anything
   * is sent. It never rejects: each result says what became of its value.
   */
  async write(values: ValuesByTag, options: Write): Promise<Writing> {
    const { points, statusOfError, refusedWrite = (result) => result } = this.#options;
    const refused = new Map<string, WriteResult>();
    let failed: unknown;
    for (const [tag, written] of Object.entries(values)) {
      try {
        this.#check(tag);
      } catch (error) {
        failed ??= error;
        const status = statusOfError(error);
        const quality = qualityOf(status.code);
        refused.set(tag, refusedWrite({ tag, written, value: null, quality, status, outcome: 'refused' }));
      }
    }
    const allowed = Object.fromEntries(Object.entries(values).filter(([tag]) => !refused.has(tag)));
    const writing = await points.write(allowed, options);
    const byTag = new Map([...refused, ...writing.results.map((result) => [result.tag, result] as const)]);
    const results = Object.keys(values).flatMap((tag) => byTag.get(tag) ?? []);
    const isNothing = writing.results.length === 0 || writing.failed !== undefined;
    return { results, ...(isNothing && { failed: failed ?? writing.failed }) };
  }

  /** @throws what speaks against writing to this tag at all */
  #check(name: string): void {
    const { computed, checkWrite } = this.#options;
    if (computed.has(name)) throw tagErrors.readOnly({ tag: name });
    const tag = this.tag(name);
    if (tag !== undefined) checkWrite(tag);
  }
}

type RawTag = Readonly<Record<string, unknown>>;

/** Tags whose names nobody else has, and those whose name was asked for before. @param names of the table that are asked for */
function byName(
  tags: readonly RawTag[],
  names: readonly string[],
): { readonly once: readonly RawTag[]; readonly again: readonly ImpossibleTag[] } {
  const taken = new Set(names);
  const once: RawTag[] = [];
  const again: ImpossibleTag[] = [];
  for (const raw of tags) {
    const called = calledBy(raw);
    const { name } = called;
    if (taken.has(name)) {
      const reason = `the message asks for another tag with the name "${name}"`;
      again.push({ ...called, error: tagErrors.badFormat({ reason }) });
    } else once.push(raw);
    taken.add(name);
  }
  return { once, again };
}
