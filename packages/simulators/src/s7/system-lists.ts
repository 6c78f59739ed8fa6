import type { Cpu } from './cpu.ts';
import { encodeClock } from './time-stamp.ts';

/** A system status list: so many records of one length. @see Siemens' "System Software for S7-300/400, System and Standard Functions" */
export interface SystemList {
  readonly recordLength: number;
  readonly records: readonly Uint8Array[];
}

/** What is known of each: by its number, and by the index that a request has. */
export type SystemLists = Readonly<Record<number, (index: number) => SystemList | undefined>>;

/** Text in a field of its own, filled up. */
function field(text: string, length: number, fill = 0): Buffer {
  const bytes = Buffer.alloc(length, fill);
  bytes.write(text.slice(0, length), 'latin1');
  return bytes;
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [at, value] of values.entries()) bytes.writeUInt16BE(value, at * 2);
  return bytes;
}

/** Module identification: order number and versions. */
function moduleRecords({ identity }: Cpu): readonly Buffer[] {
  const { orderNumber, hardware, firmware } = identity;
  const [major, minor, patch] = firmware;
  const record = (index: number, name: string, version: Buffer): Buffer =>
    Buffer.concat([words(index), field(name, 20, 0x20), words(0x00c0), version]);
  return [
    record(1, orderNumber, words(hardware, 1)),
    record(6, orderNumber, words(hardware, 1)),
    // The letter V, then the three numbers.
    record(7, '', Buffer.from([0x56, major, minor, patch])),
  ];
}

/** Component identification: names. */
function componentRecords({ identity }: Cpu): readonly Buffer[] {
  const { system, module, plant, copyright, serialNumber, type } = identity;
  const names = { 1: system, 2: module, 3: plant, 4: copyright, 5: serialNumber, 7: type };
  return Object.entries(names).map(([index, name]) => Buffer.concat([words(Number(index)), field(name, 32)]));
}

/** What the CPU does, and since when. */
function stateRecord(cpu: Cpu): Buffer {
  const state = cpu.running ? 0x08 : 0x04;
  return Buffer.concat([
    Buffer.from([0x51, 0x44, 0xff, state, 0, 0, 0, 0, 0, 0, 0, 0]),
    encodeClock(cpu.time),
  ]);
}

/** The levels of protection: by the switch, by the parameters (0: no password), in force; the switch, and how it starts. */
function protectionRecord(level: number): Buffer {
  return Buffer.concat([words(4, 1, level === 1 ? 0 : level, level, 2, 0), Buffer.alloc(28)]);
}

/** What can be said of communication. */
function communicationRecord(pdu: number, connections: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.set(words(1, pdu, connections));
  bytes.writeUInt32BE(187_500, 6);
  bytes.writeUInt32BE(187_500, 10);
  return bytes;
}

/** Lamps: SF, RUN, STOP and FRCE of rack 0. */
function lampRecords(cpu: Cpu): readonly Buffer[] {
  const lamps = { 1: false, 4: cpu.running, 5: !cpu.running, 6: false };
  return Object.entries(lamps).map(([number, on]) => Buffer.from([0, Number(number), on ? 1 : 0, 0]));
}

interface Facts {
  readonly pdu: number;
  readonly connections: number;
  /** The level of protection that is in force. */
  readonly level: number;
}

const list = (recordLength: number, records: readonly Buffer[]): SystemList => ({ recordLength, records });

/** Those of a usual CPU. What a list has of one index alone is undefined for any other. */
export function usualLists(cpu: Cpu, facts: Facts): SystemLists {
  const one = (length: number, records: readonly Buffer[], index: number): SystemList | undefined => {
    const found = records.find((record) => record.readUInt16BE(0) === index);
    return found && list(length, [found]);
  };
  const protection = (index: number): SystemList | undefined =>
    index === 4 ? list(40, [protectionRecord(facts.level)]) : undefined;
  const lists: SystemLists = {
    0: () =>
      list(
        2,
        Object.keys(lists).map((number) => words(Number(number))),
      ),
    17: () => list(28, moduleRecords(cpu)),
    273: (index) => one(28, moduleRecords(cpu), index),
    28: () => list(34, componentRecords(cpu)),
    284: (index) => one(34, componentRecords(cpu), index),
    25: () => list(4, lampRecords(cpu)),
    305: (index) => (index === 1 ? list(40, [communicationRecord(facts.pdu, facts.connections)]) : undefined),
    306: protection,
    562: protection,
    1060: () => list(20, [stateRecord(cpu)]),
  };
  return lists;
}

/** The data of an answer: which list, how long its records are, how many, and they. */
export function encodeList(number: number, index: number, { recordLength, records }: SystemList): Buffer {
  return Buffer.concat([words(number, index, recordLength, records.length), ...records]);
}
