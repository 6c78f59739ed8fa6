import { type Blocks, countBlocks, describeBlock, listBlocks } from './blocks.ts';
import { type Cpu, cpuError } from './cpu.ts';
import { kind, type Message } from './message.ts';
import type { Protection } from './protection.ts';
import { encodeList, type SystemLists } from './system-lists.ts';
import { decodeClock, encodeClock } from './time-stamp.ts';

/** The groups of functions. @see Wireshark's dissector of S7comm, `s7comm.param.userdata.funcgroup` */
export const group = { blocks: 3, cpu: 4, security: 5, time: 7 } as const;

/** A question of "userdata". */
export interface Question {
  readonly group: number;
  readonly function: number;
  readonly sequence: number;
  /** Whether it asks for the next part of an answer. */
  readonly goesOn: boolean;
  /** Behind return code, transport size and length. */
  readonly data: Buffer;
}

/** @throws RangeError */
export function readQuestion({ parameter, data }: Message): Question {
  const bytes = Buffer.from(parameter);
  return {
    group: bytes.readUInt8(5) & 15,
    function: bytes.readUInt8(6),
    sequence: bytes.readUInt8(7),
    goesOn: bytes.readUInt8(3) === 8,
    data: Buffer.from(data.subarray(4)),
  };
}

/** What is asked of what. */
export interface Respondent {
  readonly cpu: Cpu;
  readonly lists: SystemLists;
  readonly blocks: Blocks;
  readonly protection: Protection;
  /** How many bytes its clock is read with: 10 as S7-300 and 400 do, or 8. */
  readonly clockBytes: 8 | 10;
}

/** The data of an answer (empty: there is none to give, but it is done), or the code of the error. */
export function respond(asked: Question, of: Respondent): Buffer | number {
  const { cpu, blocks, protection } = of;
  const { data } = asked;
  const which = asked.group * 256 + asked.function;
  switch (which) {
    case group.blocks * 256 + 1:
      return countBlocks(blocks);
    case group.blocks * 256 + 2:
      return listBlocks(blocks, data);
    case group.blocks * 256 + 3:
      return protection.mayRead() ? describeBlock(blocks, data) : cpuError.needsPassword;
    case group.cpu * 256 + 1:
      return systemList(of.lists, data.readUInt16BE(0), data.readUInt16BE(2));
    case group.security * 256 + 1:
      return protection.logIn(data) || Buffer.alloc(0);
    case group.security * 256 + 2:
      return protection.logOut() || Buffer.alloc(0);
    case group.time * 256 + 1:
      return of.clockBytes === 8
        ? encodeClock(cpu.time)
        : Buffer.concat([Buffer.from([0, 0x20]), encodeClock(cpu.time)]);
    case group.time * 256 + 2:
      if (!protection.mayWrite()) return cpuError.needsPassword;
      cpu.time = decodeClock(data.subarray(data.length - 8));
      return Buffer.alloc(0);
    default:
      return cpuError.notAvailable;
  }
}

function systemList(lists: SystemLists, number: number, index: number): Buffer | number {
  const known = lists[number];
  if (!known) return cpuError.unknownList;
  const found = known(index);
  return found ? encodeList(number, index, found) : cpuError.unknownIndex;
}

/** One part of an answer. */
export interface Part {
  readonly data: Buffer;
  /** Which answer it is part of, where there is more than one. */
  readonly reference: number;
  readonly last: boolean;
}

export function answerPart(
  asked: Question,
  reference: number,
  { data, reference: unit, last }: Part,
): Message {
  return {
    kind: kind.userData,
    reference,
    parameter: responseParameter(asked, unit, last, 0),
    data:
      data.length > 0
        ? Buffer.concat([Buffer.from([0xff, 9, data.length >> 8, data.length & 0xff]), data])
        : nothing,
  };
}

const nothing = Buffer.from([0x0a, 0, 0, 0]);

export function answerError(asked: Question, reference: number, error: number): Message {
  return {
    kind: kind.userData,
    reference,
    parameter: responseParameter(asked, 0, true, error),
    data: nothing,
  };
}

function responseParameter(asked: Question, unit: number, last: boolean, error: number): Buffer {
  return Buffer.from([
    0,
    1,
    0x12,
    8,
    0x12,
    0x80 | asked.group,
    asked.function,
    asked.sequence,
    unit,
    last ? 0 : 1,
    error >> 8,
    error & 0xff,
  ]);
}

/** What a PLC says that nobody has asked for: that a CPU has another mode now. */
export function push(): Message {
  return {
    kind: kind.userData,
    reference: 0,
    parameter: Buffer.from([0, 1, 0x12, 8, 0x12, 0x00, 0x02, 0, 0, 0, 0, 0]),
    data: Buffer.from([0xff, 9, 0, 4, 0, 0, 0, 1]),
  };
}
