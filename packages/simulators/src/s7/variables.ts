import type { Chance } from '../random.ts';
import type { MemoryArea, S7Memory } from './memory.ts';
import type { ItemAnswer } from './message.ts';

/** What is said of each item. @see Wireshark's dissector of S7comm, `s7comm.data.returncode` */
export const itemCode = {
  hardware: 0x01,
  denied: 0x03,
  address: 0x05,
  unsupported: 0x06,
  inconsistent: 0x07,
  missing: 0x0a,
  good: 0xff,
} as const;

const areaOfCode: Readonly<Record<number, MemoryArea>> = {
  128: 'P',
  129: 'I',
  130: 'Q',
  131: 'M',
  132: 'DB',
  28: 'C',
  29: 'T',
};

/** The variable memory of LOGO! and S7-200 is their data block 1. */
const variableMemory = 0x87;

/** Bytes of one element of a transport size of a request; 0.125 is a bit. @see `s7comm.param.item.transp_size` */
const elementBytes: Readonly<Record<number, number>> = {
  1: 0.125,
  2: 1,
  3: 1,
  4: 2,
  5: 2,
  6: 4,
  7: 4,
  8: 4,
  28: 2,
  29: 2,
};

/** What a request names, by bytes: of timers and counters two each. */
export interface Variable {
  readonly area: MemoryArea;
  readonly db: number;
  /** In bytes from the beginning of the area. */
  readonly start: number;
  /** In bytes. */
  readonly length: number;
  /** Of a single bit: which. */
  readonly bit?: number;
  /** Of the request. */
  readonly transport: number;
}

/** What an item of a request names, or with which code it is refused. */
export type Asked = Variable | { readonly code: number };

/** @param parameter from its function code on. @throws RangeError */
export function readItems(parameter: Buffer): readonly Asked[] {
  const items: Asked[] = [];
  let at = 2;
  for (let left = parameter.readUInt8(1); left > 0; left -= 1) {
    const length = parameter.readUInt8(at + 1);
    items.push(readItem(parameter.subarray(at, at + 2 + length)));
    // Each begins at an even byte.
    at += 2 + length + (length % 2);
  }
  return items;
}

function readItem(item: Buffer): Asked {
  const [specification, , syntax, transport = 0] = item;
  if (specification !== 0x12 || syntax !== 0x10) return { code: itemCode.unsupported };
  const [count, number, code] = [item.readUInt16BE(4), item.readUInt16BE(6), item.readUInt8(8)];
  const address = item.readUIntBE(9, 3);
  const area = code === variableMemory ? 'DB' : areaOfCode[code];
  const size = elementBytes[transport];
  if (area === undefined) return { code: itemCode.address };
  if (size === undefined) return { code: itemCode.unsupported };
  const db = code === variableMemory ? 1 : number;
  if (area === 'T' || area === 'C') return { area, db, start: address * 2, length: count * 2, transport };
  const place = { area, db, start: address >> 3, transport };
  if (transport !== 1) return { ...place, length: count * size };
  return count === 1 ? { ...place, length: 1, bit: address & 7 } : { code: itemCode.inconsistent };
}

/** Whose bytes a variable is, or with which code it is refused. */
function bytesOf(memory: S7Memory, { area, db, start, length }: Variable): Buffer | number {
  const bytes = memory.find(area, db);
  if (!bytes) return itemCode.missing;
  return length > 0 && start + length <= bytes.length
    ? bytes.subarray(start, start + length)
    : itemCode.address;
}

/** The transport size of an answer: bits, octets for timers and counters, or as the request has it. */
function answerTransport({ area, transport }: Variable): number {
  if (area === 'T' || area === 'C') return 9;
  if (transport === 1) return 3;
  if (transport === 5 || transport === 7) return 5;
  return transport === 8 ? 7 : 4;
}

export function refusal(code: number): ItemAnswer {
  return { code, transport: 0, data: new Uint8Array() };
}

export function readVariable(memory: S7Memory, asked: Asked): ItemAnswer {
  if ('code' in asked) return refusal(asked.code);
  const bytes = bytesOf(memory, asked);
  if (typeof bytes === 'number') return refusal(bytes);
  const data =
    asked.bit === undefined ? Uint8Array.from(bytes) : Uint8Array.of(((bytes[0] ?? 0) >> asked.bit) & 1);
  return { code: itemCode.good, transport: answerTransport(asked), data };
}

/** What a write brings for one item. */
interface Brought {
  readonly transport: number;
  readonly data: Buffer;
}

/** @param data of a write, for so many items. @throws RangeError where it ends too soon */
export function readBrought(data: Buffer, count: number): readonly Brought[] {
  let at = 0;
  return Array.from({ length: count }, () => {
    const transport = data.readUInt8(at + 1);
    const said = data.readUInt16BE(at + 2);
    const length =
      transport === 4 || transport === 5 ? said / 8 : transport === 3 ? Math.ceil(said / 8) : said;
    const bytes = data.subarray(at + 4, at + 4 + length);
    if (bytes.length !== length) throw new RangeError('there are fewer bytes than an item says');
    at += 4 + length + (length % 2);
    return { transport, data: bytes };
  });
}

/** Writes one item, and says with which code. */
export function writeVariable(memory: S7Memory, asked: Asked, { transport, data }: Brought): number {
  if ('code' in asked) return asked.code;
  const bytes = bytesOf(memory, asked);
  if (typeof bytes === 'number') return bytes;
  if ((asked.bit !== undefined) !== (transport === 3) || data.length !== bytes.length)
    return itemCode.inconsistent;
  if (asked.bit === undefined) bytes.set(data);
  else bytes[0] = ((bytes[0] ?? 0) & ~(1 << asked.bit)) | (((data[0] ?? 0) & 1) << asked.bit);
  return itemCode.good;
}

/** Bytes by chance in a whole memory, for comparisons. */
export function fillByChance(bytes: Buffer, chance: Chance): void {
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Math.floor(chance.next() * 256);
}
