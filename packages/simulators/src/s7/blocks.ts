import { cpuError } from './cpu.ts';
import type { S7Memory } from './memory.ts';

/** The kinds of blocks as the wire has them: two letters. */
export const blockKinds = {
  OB: '08',
  DB: '0A',
  SDB: '0B',
  FC: '0C',
  SFC: '0D',
  FB: '0E',
  SFB: '0F',
} as const;

export type BlockKind = keyof typeof blockKinds;

/** What there is besides data blocks, which are those of the memory. */
export type OtherBlocks = Readonly<Partial<Record<Exclude<BlockKind, 'DB'>, readonly number[]>>>;

export interface Blocks {
  readonly memory: S7Memory;
  readonly others: OtherBlocks;
}

const kindOf = (letters: string): BlockKind | undefined =>
  (Object.keys(blockKinds) as BlockKind[]).find((kind) => blockKinds[kind] === letters);

function numbersOf({ memory, others }: Blocks, kind: BlockKind): readonly number[] {
  return kind === 'DB' ? memory.blocks : (others[kind] ?? []);
}

/** How many there are of each kind. */
export function countBlocks(blocks: Blocks): Buffer {
  const kinds = Object.keys(blockKinds) as BlockKind[];
  return Buffer.concat(
    kinds.map((kind) => {
      const bytes = Buffer.from(`${blockKinds[kind]}\0\0`, 'latin1');
      bytes.writeUInt16BE(numbersOf(blocks, kind).length, 2);
      return bytes;
    }),
  );
}

/** Those of one kind: number, flags, language. @param asked two letters */
export function listBlocks(blocks: Blocks, asked: Buffer): Buffer | number {
  const kind = kindOf(asked.toString('latin1', 0, 2));
  const numbers = kind ? numbersOf(blocks, kind) : [];
  if (kind === undefined || numbers.length === 0) return cpuError.unknownBlock;
  return Buffer.concat(
    numbers.map((number) => Buffer.from([number >> 8, number & 0xff, 0x22, kind === 'DB' ? 5 : 1])),
  );
}

/** Of each kind as the information of one block has it. @see Wireshark's dissector of S7comm, `s7comm.subblk.type` */
const subBlock: Readonly<Record<BlockKind, number>> = {
  OB: 0x08,
  DB: 0x0a,
  SDB: 0x0b,
  FC: 0x0c,
  SFC: 0x0d,
  FB: 0x0e,
  SFB: 0x0f,
};

/** Milliseconds of UTC on 1984-01-01, from which blocks count their days. */
const firstDay = Date.UTC(1984, 0, 1);
const day = 86_400_000;

/** Six bytes: milliseconds of the day, then the day. */
function moment(milliseconds: number): Buffer {
  const bytes = Buffer.alloc(6);
  const since = milliseconds - firstDay;
  bytes.writeUInt32BE(since % day);
  bytes.writeUInt16BE(Math.floor(since / day), 4);
  return bytes;
}

/** When all these blocks were made. */
export const blocksMade = Date.UTC(2026, 0, 15, 8, 30);

/** All about one block. @param asked two letters, five digits, and the file system */
export function describeBlock(blocks: Blocks, asked: Buffer): Buffer | number {
  const kind = kindOf(asked.toString('latin1', 0, 2));
  const number = Number(asked.toString('latin1', 2, 7));
  if (!kind || !numbersOf(blocks, kind).includes(number)) return cpuError.unknownBlock;
  const size = (kind === 'DB' && blocks.memory.find('DB', number)?.length) || 64;
  const bytes = Buffer.alloc(78);
  bytes.write(`${blockKinds[kind]}`, 'latin1');
  // What follows, from behind this number on.
  bytes.writeUInt16BE(74, 2);
  bytes.set([0x00, 0x00, 0x70, 0x70, 0x01, 0x01, kind === 'DB' ? 5 : 1, subBlock[kind]], 4);
  bytes.writeUInt16BE(number, 12);
  bytes.writeUInt32BE(size + 92, 14);
  bytes.set(moment(blocksMade), 22);
  bytes.set(moment(blocksMade), 28);
  // There is no room there for the size of a larger one, as an S7-1500 may have.
  bytes.writeUInt16BE(Math.min(size, 0xffff), 40);
  bytes.write('MILL', 42, 'latin1');
  bytes.write('PLANT', 50, 'latin1');
  bytes.write('SIMULATE', 58, 'latin1');
  // Version 1.2, as two digits of half a byte.
  bytes.writeUInt8(0x12, 66);
  bytes.writeUInt16BE(0x1234, 68);
  return bytes;
}
