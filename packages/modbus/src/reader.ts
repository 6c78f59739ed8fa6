import {
  type Block,
  type ByteOrder,
  type Clock,
  type Decoded,
  decodeValue,
  LastValues,
  measured,
  missing,
  planReads,
  registersOf,
  type Sample,
  type TagType,
} from '@millwright/tags';
import { type Area, isBitArea, readLimit } from './area.ts';
import { isAnswer, type ModbusClient } from './client.ts';
import { systemClock } from './clock.ts';
import { bitAt } from './pdu/words.ts';
import { statusOfError } from './status.ts';

/** One point of a unit: a bool in a bit area, a number in a register area. */
export interface ModbusTag {
  readonly name: string;
  readonly area: Area;
  /** Zero-based, as it goes over the wire. */
  readonly address: number;
  readonly type: TagType;
  readonly byteOrder: ByteOrder;
}

/** What one reading of a table brought. */
export interface Reading {
  /** One for each tag, in the order of the table. */
  readonly samples: readonly Sample[];
  /** The first failure, where no request at all brought values. */
  readonly failed?: unknown;
  /** The first failure, where no request at all was answered, not even with an exception or with nonsense. */
  readonly lost?: unknown;
}

export interface ReaderOptions {
  readonly client: ModbusClient;
  readonly unit: number;
  readonly tags: readonly ModbusTag[];
  /** For the time stamps. Default: the machine's own time. */
  readonly clock?: Clock;
}

interface Member {
  readonly index: number;
  readonly tag: ModbusTag;
  readonly point: { readonly name: string; readonly address: string };
  readonly area: Area;
  readonly start: number;
  readonly length: number;
}

/** Reads the tags of one unit in as few requests as adjacent addresses allow. It may be used by several nodes at once. */
export class TagReader {
  readonly #options: ReaderOptions;
  readonly #blocks: readonly Block<Member>[];
  readonly #last = new LastValues();

  constructor(options: ReaderOptions) {
    this.#options = options;
    const members = options.tags.map((tag, index): Member => {
      const { name, area, address } = tag;
      const length = registersOf(tag);
      return { index, tag, point: { name, address: `${area}:${address}` }, area, start: address, length };
    });
    this.#blocks = planReads(members, { limitOf: readLimit, gapOf: () => 0 }).blocks;
  }

  /** How many requests one reading takes. */
  get requests(): number {
    return this.#blocks.length;
  }

  /**
   * Reads everything once. A request that fails makes only its own tags bad.
   * @throws only the signal's reason
   */
  async read(signal: AbortSignal): Promise<Reading> {
    const { client, unit, tags, clock = systemClock } = this.#options;
    const samples = new Array<Sample>(tags.length);
    const failures: unknown[] = [];
    let answered = false;
    for (const block of this.#blocks) {
      const { area, start, length } = block;
      try {
        const request = { area, address: start, quantity: length };
        const data = await client.read(unit, request, signal);
        answered = true;
        const ts = clock.now();
        for (const member of block.members) {
          const value = valueIn(data, member, start);
          samples[member.index] = this.#keep(
            measured(member.point, value, ts, this.#last.get(member.tag.name)),
          );
        }
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        failures.push(error);
        answered ||= isAnswer(error);
        const status = statusOfError(error);
        const ts = clock.now();
        for (const { index, point, tag } of block.members) {
          samples[index] = missing(point, status, ts, this.#last.get(tag.name));
        }
      }
    }
    return {
      samples,
      ...(failures.length === this.#blocks.length && { failed: failures[0] }),
      ...(!answered && { lost: failures[0] }),
    };
  }

  #keep(sample: Sample): Sample {
    this.#last.keep(sample);
    return sample;
  }
}

function valueIn(data: Uint8Array, { tag, start }: Member, blockStart: number): Decoded {
  const offset = start - blockStart;
  if (tag.type === 'bool' || isBitArea(tag.area)) return bitAt(data, offset);
  return decodeValue(data, tag, offset * 2);
}
