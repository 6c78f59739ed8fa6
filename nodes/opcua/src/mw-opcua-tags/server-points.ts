import type { OpcUaWriteResult, ReadOptions, ValueToWrite, WriteOptions } from '@millwright/opcua/client';
import type { Points } from '@millwright/plc/runtime';
import {
  type Clock,
  type LastValue,
  LastValues,
  missing,
  type Reading,
  type Sample,
  tagErrors,
  type ValuesByTag,
  type Writing,
} from '@millwright/tags';
import { TypedText } from '../common/typed-text.ts';
import type { OpcUaConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { statusOfError } from '../runtime/status-of-error.ts';
import type { TableTag } from './tag-of.ts';

/** The tags of a table as they are read over a connection; and what was last known of each. */
export class ServerPoints implements Points<TableTag, ReadOptions, WriteOptions> {
  readonly #connection: Pick<OpcUaConnection, 'services'>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #all: readonly TableTag[];
  readonly #tags: ReadonlyMap<string, TableTag>;
  /** Shared with who writes and who watches: what one learns the others know. */
  readonly known = new LastValues();

  constructor(
    connection: Pick<OpcUaConnection, 'services'>,
    tags: readonly TableTag[],
    clock: Pick<Clock, 'now'>,
  ) {
    this.#connection = connection;
    this.#clock = clock;
    this.#all = tags;
    this.#tags = new Map(tags.map((tag) => [tag.name, tag]));
  }

  tag(name: string): TableTag | undefined {
    return this.#tags.get(name);
  }

  last(name: string): LastValue | undefined {
    return this.known.get(name);
  }

  /** Reads these tags, or all. A name that nobody has makes only its own sample bad. */
  async read(names: readonly string[] | undefined, options: ReadOptions): Promise<Reading> {
    const tags = names === undefined ? this.#all : names.flatMap((name) => this.#tags.get(name) ?? []);
    const strangers = names?.filter((name) => !this.#tags.has(name)) ?? [];
    const reading =
      tags.length > 0 || strangers.length === 0 ? await this.#ask(tags, options, this.known) : nothing;
    if (strangers.length === 0) return reading;
    return this.#with(strangers, reading, names ?? []);
  }

  readAdHoc(tags: readonly TableTag[], options: ReadOptions): Promise<Reading> {
    return this.#ask(tags, options, undefined);
  }

  /** Writes values, in their order. It never rejects. What was typed is tried as what it looks like, then as text. */
  async write(values: ValuesByTag, options: WriteOptions): Promise<Writing> {
    const first = await this.#send(
      Object.entries(values).map(([name, value]) => [
        name,
        value instanceof TypedText ? value.parsed : value,
      ]),
      options,
    );
    const again = first.results.flatMap(({ tag, outcome, status }): [string, unknown][] => {
      const value = values[tag];
      const isOther = value instanceof TypedText && value.parsed !== value.text;
      return isOther && outcome === 'refused' && status?.name === 'BadTypeMismatch'
        ? [[tag, value.text]]
        : [];
    });
    if (again.length === 0) return first;
    const second = await this.#send(again, options);
    const byTag = new Map(second.results.map((result) => [result.tag, result]));
    const results = first.results.map((result) => byTag.get(result.tag) ?? result);
    const isNothing = results.every(({ outcome }) => outcome === 'refused' || outcome === 'failed');
    return { results, ...(isNothing && { failed: second.failed ?? first.failed }) };
  }

  async #send(values: readonly (readonly [string, unknown])[], options: WriteOptions): Promise<Writing> {
    if (values.length === 0) return { results: [] };
    const { writer } = await this.#connection.services();
    const known = values.flatMap(([name, value]) => {
      const tag = this.#tags.get(name);
      return tag ? [{ tag, value: value as ValueToWrite['value'] }] : [];
    });
    const writing = known.length > 0 ? await writer.write(known, options) : { results: [] };
    const ts = this.#clock.now();
    for (const { tag, value, quality, outcome } of writing.results)
      if (outcome === 'done') this.known.keep({ tag, value, quality, ts, address: '' });
    if (known.length === values.length) return writing;
    const next = writing.results.values();
    const results = values.flatMap(([name]) =>
      this.#tags.has(name) ? (next.next().value ?? []) : stranger(name),
    );
    const error = tagErrors.unknownTag({ tag: values.find(([name]) => !this.#tags.has(name))?.[0] ?? '' });
    const isNothing = known.length === 0 || writing.failed !== undefined;
    return { results, ...(isNothing && { failed: writing.failed ?? error }) };
  }

  async #ask(
    tags: readonly TableTag[],
    options: ReadOptions,
    last: LastValues | undefined,
  ): Promise<Reading> {
    const { reader } = await this.#connection.services();
    return reader.read(tags, { ...options, ...(last && { last }) });
  }

  /** The reading with samples of those that are not there, in the order in which all were asked for. */
  #with(strangers: readonly string[], reading: Reading, asked: readonly string[]): Reading {
    const now = this.#clock.now();
    const errors = new Map(reading.errors);
    const strange = new Map<string, Sample>();
    for (const tag of strangers) {
      const error = tagErrors.unknownTag({ tag });
      errors.set(tag, error);
      strange.set(tag, missing({ name: tag, address: '' }, statusOfError(error), now));
    }
    const next = reading.samples.values();
    const samples = asked.flatMap((name) => strange.get(name) ?? next.next().value ?? []);
    const isNothing = strangers.length === asked.length || reading.failed !== undefined;
    const failed = reading.failed ?? errors.get(strangers[0] ?? '');
    return { ...reading, samples, errors, ...(isNothing && { failed }) };
  }
}

/** The result of a name that the table does not have. */
function stranger(tag: string): OpcUaWriteResult {
  const status = statusOfError(tagErrors.unknownTag({ tag }));
  return { tag, written: false, value: null, quality: 'bad', status, outcome: 'refused' };
}

const nothing: Reading = { samples: [], errors: new Map() };
