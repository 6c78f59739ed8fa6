import type { UserData } from '../client/session.ts';
import { s7Errors } from '../errors.ts';
import { doubleWordAt, wordAt } from '../value/read-number.ts';
import { textField } from './text-field.ts';

/** The kinds of blocks, as the wire has them: two letters. @see Wireshark's dissector of S7comm, `s7comm.blockinfo.blocktype` */
const letters = { OB: '08', DB: '0A', SDB: '0B', FC: '0C', SFC: '0D', FB: '0E', SFB: '0F' } as const;

export type BlockKind = keyof typeof letters;

export const blockKinds = Object.keys(letters) as readonly BlockKind[];

/** How many blocks there are of each kind that the PLC speaks of. */
export type BlockCounts = Readonly<Partial<Record<BlockKind, number>>>;

/** One block of a list. */
export interface ListedBlock {
  readonly number: number;
  readonly language: string;
}

/** What a PLC says of one block. What it does not say is not there. */
export interface BlockDetails {
  readonly kind: BlockKind;
  readonly number: number;
  readonly language: string;
  /** Bytes of its code, or of its data. */
  readonly size: number;
  /** Bytes in the load memory. */
  readonly loadSize: number;
  /** Bytes of its local data. */
  readonly localSize: number;
  /** When its code was last changed, and its interface. */
  readonly changed: Date;
  readonly interfaceChanged: Date;
  readonly author?: string;
  readonly family?: string;
  readonly name?: string;
  /** `1.2`. */
  readonly version: string;
  readonly checksum: number;
  /** Whether its maker hides what is in it. */
  readonly isProtected: boolean;
}

/** @see Wireshark's dissector of S7comm, `s7comm.blockinfo.block_lang` */
const languages: Readonly<Record<number, string>> = {
  1: 'STL',
  2: 'LAD',
  3: 'FBD',
  4: 'SCL',
  5: 'DB',
  6: 'GRAPH',
  7: 'SDB',
  8: 'CPU-DB',
  41: 'encrypted',
};

const languageOf = (code: number): string => languages[code] ?? `0x${code.toString(16).padStart(2, '0')}`;

const ask = { group: 3, count: 1, list: 2, describe: 3 } as const;

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const kindOf = (bytes: Uint8Array, at: number): BlockKind | undefined => {
  const found = textField(bytes, at, 2);
  return blockKinds.find((kind) => letters[kind] === found);
};

export const countRequest: UserData = { group: ask.group, function: ask.count, data: new Uint8Array() };

/** Kinds that are not known are left out. */
export function readBlockCounts(data: Uint8Array): BlockCounts {
  const counts: Partial<Record<BlockKind, number>> = {};
  for (let at = 0; at + 4 <= data.length; at += 4) {
    const kind = kindOf(data, at);
    if (kind !== undefined) counts[kind] = wordAt(data, at + 2);
  }
  return counts;
}

export function listRequest(kind: BlockKind): UserData {
  return { group: ask.group, function: ask.list, data: bytesOf(letters[kind]) };
}

/** By their numbers. @throws `s7.bad-answer` */
export function readBlockList(data: Uint8Array): readonly ListedBlock[] {
  if (data.length % 4 !== 0)
    throw s7Errors.badAnswer({ reason: `a list of blocks has ${data.length} bytes, and each block four` });
  return Array.from({ length: data.length / 4 }, (_, at) => ({
    number: wordAt(data, at * 4),
    language: languageOf(data[at * 4 + 3] as number),
  })).sort((one, other) => one.number - other.number);
}

/** The blocks in the work memory. */
const active = 'A';

/** @throws `s7.bad-request` */
export function blockRequest(kind: BlockKind, number: number): UserData {
  if (!Number.isInteger(number) || number < 0 || number > 0xffff)
    throw s7Errors.badRequest({ reason: 'the number of the block is no number from 0 to 65535' });
  const data = bytesOf(`${letters[kind]}${`${number}`.padStart(5, '0')}${active}`);
  return { group: ask.group, function: ask.describe, data };
}

/** As much of an answer as is read. */
const detailsLength = 70;

/** 1984-01-01, from which blocks count their days. */
const firstDay = Date.UTC(1984, 0, 1);
const millisecondsPerDay = 86_400_000;

/** Milliseconds of the day, and the day. It has no zone: taken as UTC. */
function momentAt(bytes: Uint8Array, at: number): Date {
  return new Date(firstDay + wordAt(bytes, at + 4) * millisecondsPerDay + doubleWordAt(bytes, at));
}

/** @throws `s7.bad-answer` @see Wireshark's dissector of S7comm, `s7comm.blockinfo` */
export function readBlock(kind: BlockKind, data: Uint8Array): BlockDetails {
  if (data.length < detailsLength)
    throw s7Errors.badAnswer({ reason: `what is said of a block has ${data.length} bytes` });
  const [author, family, name] = [42, 50, 58].map((at) => textField(data, at, 8));
  const version = data[66] as number;
  return {
    kind,
    number: wordAt(data, 12),
    language: languageOf(data[10] as number),
    size: wordAt(data, 40),
    loadSize: doubleWordAt(data, 14),
    localSize: wordAt(data, 38),
    changed: momentAt(data, 22),
    interfaceChanged: momentAt(data, 28),
    ...(author !== undefined && { author }),
    ...(family !== undefined && { family }),
    ...(name !== undefined && { name }),
    version: `${version >> 4}.${version & 15}`,
    checksum: wordAt(data, 68),
    isProtected: doubleWordAt(data, 18) !== 0,
  };
}
