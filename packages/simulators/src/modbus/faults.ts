import {
  encodeException,
  exceptionCode,
  type Framing,
  type ServedExchange,
  sendAnswer,
} from '@millwright/modbus';
import type { Clock } from '@millwright/tags';
import * as v from 'valibot';
import type { Chance } from '../random.ts';

const scope = {
  /** How many answers it spoils; all until it is cleared, where absent. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Only answers of this unit. */
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
  /** Only this part of them, by chance: 0.1 is every tenth on average. */
  share: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
};
const byte = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));

/** What only the header of TCP can have wrong. */
const headerFaults = ['wrong-transaction', 'wrong-protocol'] as const;
/** What only a line can have wrong. */
const lineFaults = ['wrong-checksum', 'noise', 'echo'] as const;
/** What any road can have wrong. */
const anyFaults = [
  'silence',
  'busy',
  'in-progress',
  'wrong-unit',
  'wrong-function',
  'wrong-byte-count',
  'wrong-echo',
  'short-frame',
  'truncate',
  'garbage',
  'garble',
  'split',
  'duplicate',
  'swap',
  'half-open',
  'close',
  'reset',
] as const;

/** The faults that need no more than their name. */
export const plainFaults = [...anyFaults, ...headerFaults, ...lineFaults] as const;

/** Those of them that mean something on a road. */
export function plainFaultsOf(framing: Framing): readonly (typeof plainFaults)[number][] {
  return [...anyFaults, ...(framing === 'mbap' ? headerFaults : lineFaults)];
}

/** Ways in which a PLC, a gateway or a network misbehaves. What a road cannot have wrong is right on it. */
export const faultSchema = v.variant('kind', [
  v.object({ kind: v.literal('delay'), milliseconds: v.pipe(v.number(), v.minValue(0)), ...scope }),
  v.object({ kind: v.literal('exception'), code: byte, ...scope }),
  v.object({
    kind: v.literal('wrong-length'),
    length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff)),
    ...scope,
  }),
  /** Turns a bit of the frame over, counted from its first one and around; under the header of TCP, one of the header. */
  v.object({ kind: v.literal('flip'), bit: v.pipe(v.number(), v.integer(), v.minValue(0)), ...scope }),
  v.object({
    kind: v.picklist(plainFaults),
    ...scope,
  }),
]);

export type Fault = Readonly<v.InferOutput<typeof faultSchema>>;

/** Transaction identifier, protocol identifier, length, unit identifier. */
const headerLength = 7;

/** Changes one byte of a frame. */
function patched(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = change(copy[at] ?? 0) & 0xff;
  return copy;
}

function isEchoed([code]: Uint8Array): boolean {
  return code === 5 || code === 6 || code === 15 || code === 16 || code === 22;
}

/** The PDU that goes out in place of the right one; undefined where the fault is not in it. */
function spoiledPdu(fault: Fault, request: Uint8Array, answer: Uint8Array): Uint8Array | undefined {
  switch (fault.kind) {
    case 'exception':
      return encodeException(request[0] ?? 0, fault.code);
    case 'busy':
      return encodeException(request[0] ?? 0, exceptionCode.serverDeviceBusy);
    case 'in-progress':
      return encodeException(request[0] ?? 0, exceptionCode.acknowledge);
    case 'wrong-function':
      return patched(answer, 0, (code) => (code % 4) + 1);
    case 'wrong-byte-count':
      return patched(answer, 1, (count) => count + 2);
    case 'wrong-echo':
      // Only writes have one; a read would carry another value, which nobody could tell.
      return isEchoed(request) ? patched(answer, 4, (value) => value ^ 1) : undefined;
    case 'short-frame':
      // A data byte is missing and the frame knows it: one like any other.
      return answer.subarray(0, -1);
    default:
      return undefined;
  }
}

/** Bytes of a frame under the header of TCP that differ in the header. */
function spoiledHeader(fault: Fault, bytes: Uint8Array): Uint8Array | undefined {
  switch (fault.kind) {
    case 'wrong-length': {
      const high = patched(bytes, 4, () => fault.length >> 8);
      return patched(high, 5, () => fault.length);
    }
    case 'wrong-transaction':
      return patched(bytes, 1, (byte) => byte ^ 0x55);
    case 'wrong-protocol':
      return patched(bytes, 3, () => 5);
    default:
      return undefined;
  }
}

/** Bytes on a line that differ in what a line has of its own. */
function spoiledLine(fault: Fault, exchange: ServedExchange, bytes: Uint8Array): Uint8Array | undefined {
  switch (fault.kind) {
    case 'wrong-checksum':
      // In ASCII the line ends with two characters of its own; what stands before is a digit, and is another one then.
      return exchange.framing === 'ascii'
        ? patched(bytes, bytes.length - 3, (digit) => (digit === 0x30 ? 0x31 : 0x30))
        : patched(bytes, bytes.length - 1, (byte) => byte ^ 0x40);
    case 'noise':
      return Uint8Array.of(0, 0xff, ...bytes);
    case 'echo':
      return Uint8Array.of(...exchange.frame(exchange.request), ...bytes);
    default:
      return undefined;
  }
}

/** The bytes that go out in place of a right answer; undefined where the fault lies in how or whether they go. */
function spoiledBytes(
  fault: Fault,
  exchange: ServedExchange,
  answer: Uint8Array,
  chance: Chance,
): Uint8Array | undefined {
  const pdu = spoiledPdu(fault, exchange.request, answer);
  if (pdu) return exchange.frame(pdu);
  const bytes = exchange.frame(answer);
  switch (fault.kind) {
    case 'wrong-unit':
      return exchange.frame(answer, (exchange.unit + 1) & 0xff);
    case 'truncate':
      // A byte is missing that never comes.
      return bytes.subarray(0, -1);
    case 'flip': {
      const bit = fault.bit % ((exchange.framing === 'mbap' ? headerLength : bytes.length) * 8);
      return patched(bytes, bit >> 3, (byte) => byte ^ (1 << (bit & 7)));
    }
    case 'garble':
      // One bit flips. Under the header of TCP nothing tells where it is a bit of a value.
      return patched(
        bytes,
        Math.floor(chance.next() * bytes.length),
        (byte) => byte ^ (1 << Math.floor(chance.next() * 8)),
      );
    case 'garbage':
      return new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n');
    default:
      return exchange.framing === 'mbap' ? spoiledHeader(fault, bytes) : spoiledLine(fault, exchange, bytes);
  }
}

/** Sends the answers of exchanges spoiled by faults. */
export class Spoiler {
  readonly #chance: Chance;
  readonly #clock: Clock;
  /** The answer that goes out behind the next one. */
  #swapped: ServedExchange | undefined;
  /** Connections that nobody is at the other end of any more. */
  readonly #halfOpen = new WeakSet<object>();

  constructor(chance: Chance, clock: Clock) {
    this.#chance = chance;
    this.#clock = clock;
  }

  send(fault: Fault, exchange: ServedExchange): void {
    const { answer } = exchange;
    if (!answer || this.#halfOpen.has(exchange.guest)) return;
    const bytes = spoiledBytes(fault, exchange, answer, this.#chance);
    if (bytes) {
      exchange.say(bytes);
      return;
    }
    switch (fault.kind) {
      case 'silence':
        break;
      case 'delay':
        this.#clock.after(fault.milliseconds, () => sendAnswer(exchange));
        break;
      case 'split':
        sayByteByByte(exchange, exchange.frame(answer));
        break;
      case 'duplicate':
        sendAnswer(exchange);
        sendAnswer(exchange);
        break;
      case 'swap':
        this.#swapped = exchange;
        break;
      case 'half-open':
        this.#halfOpen.add(exchange.guest);
        break;
      case 'close':
      case 'reset':
        exchange.cut(fault.kind);
        break;
      default:
        sendAnswer(exchange);
    }
  }

  /** Sends an answer as it is, and what was held back for it to go first. */
  sendRight(exchange: ServedExchange): void {
    if (this.#halfOpen.has(exchange.guest)) return;
    sendAnswer(exchange);
    const swapped = this.#swapped;
    this.#swapped = undefined;
    if (swapped) sendAnswer(swapped);
  }
}

/** One byte at a time: each goes out in a turn of its own. */
function sayByteByByte(exchange: ServedExchange, bytes: Uint8Array, at = 0): void {
  if (at >= bytes.length) return;
  exchange.say(bytes.subarray(at, at + 1));
  setImmediate(() => sayByteByByte(exchange, bytes, at + 1));
}
