import type { Chance } from '../random.ts';
import type { S7Fault } from './faults.ts';
import { dataTpdus, packet } from './framing.ts';
import { encodeItems, type ItemAnswer, jobs, kind, type Message } from './message.ts';

const none = new Uint8Array();

/** The message that goes out in place of the right one; the same where the fault is not in it. */
export function spoiledMessage(fault: S7Fault, message: Message): Message {
  switch (fault.kind) {
    case 'refuse': {
      const { reference } = message;
      if (message.kind === kind.userData) return refusedQuestion(message, fault.error);
      return {
        kind: fault.rosctr ?? kind.acknowledge,
        reference,
        parameter: none,
        data: none,
        error: fault.error,
      };
    }
    case 'rosctr':
      return { ...message, kind: fault.value };
    case 'reference':
      return { ...message, reference: (message.reference + fault.beside) & 0xffff };
    case 'agree':
      return { ...message, parameter: agreed(message.parameter, fault) };
    case 'item':
      return withItems(message, (items) =>
        items.map((item, index) =>
          fault.at === undefined || fault.at === index
            ? { code: fault.code, transport: 0, data: none }
            : item,
        ),
      );
    case 'transport':
      return withItems(message, (items) => items.map((item) => ({ ...item, transport: fault.size })));
    case 'longer-items':
      return withItems(message, (items) =>
        items.map((item) => ({ ...item, data: Buffer.concat([item.data, Buffer.alloc(fault.by, 0x5a)]) })),
      );
    case 'shorter-items':
      return withItems(message, (items) =>
        items.map((item) => ({
          ...item,
          data: item.data.subarray(0, Math.max(0, item.data.length - fault.by)),
        })),
      );
    case 'fewer-items':
      return withItems(message, (items) => items.slice(0, Math.max(0, items.length - fault.by)));
    case 'more-items':
      // One that was asked for and not done stays without an answer of its own: only the number of them tells the lie.
      return withItems(message, (items) => [
        ...items,
        ...repeated(items, fault.by + Math.max(0, (message.asked ?? items.length) - items.length)),
      ]);
    case 'short-data': {
      const { items, ...rest } = message;
      const data = items ? encodeItems(items) : message.data;
      return { ...rest, data: data.subarray(0, Math.max(0, data.length - fault.by)) };
    }
    default:
      return message;
  }
}

/** Userdata has its error among its parameters. */
function refusedQuestion(message: Message, error: number): Message {
  const parameter = Buffer.from(message.parameter);
  parameter.writeUInt16BE(error, 10);
  return { ...message, parameter, data: Uint8Array.of(0x0a, 0, 0, 0) };
}

/** @param parameter of the answer to a set-up: function, jobs to the PLC, jobs to the client, length of a PDU */
function agreed(
  parameter: Uint8Array,
  fault: { readonly pdu?: number | undefined; readonly jobs?: number | undefined },
): Buffer {
  const bytes = Buffer.from(parameter);
  if (fault.jobs !== undefined) {
    bytes.writeUInt16BE(fault.jobs, 2);
    bytes.writeUInt16BE(fault.jobs, 4);
  }
  if (fault.pdu !== undefined) bytes.writeUInt16BE(fault.pdu, 6);
  return bytes;
}

/** Changes the items of an answer: of a read, or the codes of a write. Their number is told as it is then. */
function withItems(
  message: Message,
  change: (items: readonly ItemAnswer[]) => readonly ItemAnswer[],
): Message {
  const ofRead = message.items;
  if (!ofRead && message.parameter[0] !== jobs.write) return message;
  const items =
    ofRead ?? Array.from(message.data, (code) => ({ code, transport: 0, data: none }) satisfies ItemAnswer);
  const changed = change(items);
  const parameter = Uint8Array.of(message.parameter[0] ?? 0, changed.length);
  return ofRead
    ? { ...message, parameter, items: changed }
    : { ...message, parameter, data: Uint8Array.from(changed, ({ code }) => code) };
}

function repeated(items: readonly ItemAnswer[], times: number): readonly ItemAnswer[] {
  const last = items.at(-1);
  return last ? Array.from({ length: times }, () => last) : [];
}

/** Where the header of a message begins in a packet, behind its own and the one of a data TPDU. */
const messageStart = 7;

/**
 * The bytes that go out in place of the right ones.
 * @param message whole, or the one TPDU of a connect exchange
 * @param size bytes of a TPDU
 */
export function spoiledBytes(
  fault: S7Fault,
  message: { readonly message: Buffer } | { readonly tpdu: Buffer },
  size: number | undefined,
  chance: Chance,
): Buffer {
  const framed = (bytesEach = size): Buffer =>
    'tpdu' in message
      ? packet(message.tpdu)
      : Buffer.concat(dataTpdus(message.message, bytesEach).map(packet));
  const bytes = framed();
  switch (fault.kind) {
    case 'fragment':
      // Three bytes of header in each.
      return framed(fault.bytes + 3);
    case 'endless':
      return Buffer.concat(dataTpdus(Buffer.alloc(80_000), 1_000, false).map(packet));
    case 'packet':
      if (fault.version !== undefined) bytes.writeUInt8(fault.version);
      if (fault.length !== undefined) bytes.writeUInt16BE(fault.length, 2);
      return bytes;
    case 'lengths':
      return withLengths(bytes, fault.parameter ?? 0, fault.data ?? 0);
    case 'truncate':
      return bytes.subarray(0, -1);
    case 'garbage':
      return Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n', 'latin1');
    case 'mutate':
      return mutated(bytes, chance);
    default:
      return bytes;
  }
}

function withLengths(bytes: Buffer, parameter: number, data: number): Buffer {
  if (bytes.length < messageStart + 10) return bytes;
  for (const [by, at] of [
    [parameter, messageStart + 6],
    [data, messageStart + 8],
  ] as const) {
    bytes.writeUInt16BE((bytes.readUInt16BE(at) + by) & 0xffff, at);
  }
  return bytes;
}

/** One to four bytes are others, a byte is missing, or one is doubled; the packet knows how long it is. */
function mutated(bytes: Buffer, chance: Chance): Buffer {
  const tpdu = [...bytes.subarray(4)];
  const within = (end: number): number => Math.floor(chance.next() * end);
  for (let left = 1 + within(4); left > 0 && tpdu.length > 3; left -= 1) {
    const at = within(tpdu.length);
    const way = within(6);
    if (way === 0) tpdu.splice(at, 1);
    else if (way === 1) tpdu.splice(at, 0, tpdu[at] ?? 0);
    else if (way === 2) tpdu[at] = 0xff;
    else tpdu[at] = (tpdu[at] ?? 0) ^ (1 << within(8));
  }
  return packet(Uint8Array.from(tpdu));
}
