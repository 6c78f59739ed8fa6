import type { Socket } from 'node:net';
import { type Exchange, encodeException, encodeFrame, sendAnswer } from '@millwright/modbus';
import * as v from 'valibot';

const scope = {
  /** How many answers it spoils; all until it is cleared, where absent. */
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Only answers of this unit. */
  unit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
};
const byte = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));

/** The faults that need no more than their name. */
export const plainFaults = [
  'silence',
  'wrong-transaction',
  'wrong-protocol',
  'wrong-unit',
  'wrong-function',
  'wrong-byte-count',
  'short-frame',
  'truncate',
  'garbage',
  'split',
  'duplicate',
  'close',
  'reset',
] as const;

/** Ways in which a PLC, a gateway or a network misbehaves. */
export const faultSchema = v.variant('kind', [
  v.object({ kind: v.literal('delay'), milliseconds: v.pipe(v.number(), v.minValue(0)), ...scope }),
  v.object({ kind: v.literal('exception'), code: byte, ...scope }),
  v.object({
    kind: v.literal('wrong-length'),
    length: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff)),
    ...scope,
  }),
  v.object({
    kind: v.picklist(plainFaults),
    ...scope,
  }),
]);

export type Fault = Readonly<v.InferOutput<typeof faultSchema>>;

/** Changes one byte of a frame. */
function patched(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = change(copy[at] ?? 0) & 0xff;
  return copy;
}

/** The bytes that go out in place of a right answer; undefined where the fault lies in how or whether they go. */
function spoiledBytes(fault: Fault, { frame }: Exchange, answer: Uint8Array): Uint8Array | undefined {
  const bytes = encodeFrame({ ...frame, pdu: answer });
  switch (fault.kind) {
    case 'exception':
      return encodeFrame({ ...frame, pdu: encodeException(frame.pdu[0] ?? 0, fault.code) });
    case 'wrong-length': {
      const high = patched(bytes, 4, () => fault.length >> 8);
      return patched(high, 5, () => fault.length);
    }
    case 'wrong-transaction':
      return patched(bytes, 1, (byte) => byte ^ 0x55);
    case 'wrong-protocol':
      return patched(bytes, 3, () => 5);
    case 'wrong-unit':
      return patched(bytes, 6, (unit) => unit + 1);
    case 'wrong-function':
      return patched(bytes, 7, (code) => (code % 4) + 1);
    case 'wrong-byte-count':
      return patched(bytes, 8, (count) => count + 2);
    case 'short-frame':
      // A data byte is missing and the header knows it: a frame like any other.
      return encodeFrame({ ...frame, pdu: answer.subarray(0, -1) });
    case 'truncate':
      // The header promises a byte that never comes.
      return bytes.subarray(0, -1);
    case 'garbage':
      return new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n');
    default:
      return undefined;
  }
}

/** Sends the answer of an exchange spoiled by a fault. */
export function sendSpoiled(fault: Fault, exchange: Exchange): void {
  const { socket, frame, answer } = exchange;
  if (!answer || !socket.writable) return;
  const bytes = spoiledBytes(fault, exchange, answer);
  if (bytes) {
    socket.write(bytes);
    return;
  }
  switch (fault.kind) {
    case 'delay':
      setTimeout(() => sendAnswer(exchange), fault.milliseconds).unref();
      break;
    case 'split':
      writeByteByByte(socket, encodeFrame({ ...frame, pdu: answer }));
      break;
    case 'duplicate':
      sendAnswer(exchange);
      sendAnswer(exchange);
      break;
    case 'close':
      socket.destroy();
      break;
    case 'reset':
      socket.resetAndDestroy();
      break;
  }
}

/** One byte per segment: each goes out when the one before is on its way. */
function writeByteByByte(socket: Socket, bytes: Uint8Array, at = 0): void {
  if (at >= bytes.length || !socket.writable) return;
  socket.write(bytes.subarray(at, at + 1), () => setImmediate(() => writeByteByByte(socket, bytes, at + 1)));
}
