import { exceptionBit } from '../pdu/exceptions.ts';
import { crc16 } from './crc.ts';
import { EchoFilter } from './echo.ts';
import {
  type AnswerReader,
  type Arrival,
  type Awaited,
  type Echo,
  joined,
  type LineFrame,
  type LineFraming,
  nothing,
  type RequestReader,
  smallestMessage,
} from './framing.ts';
import { answerLength, type Length, requestLength } from './length.ts';

/** Unit, PDU of up to 253 bytes, checksum. @see MODBUS over Serial Line V1.02, section 2.5.1 */
const largestRtuFrame = 256;

/** The bytes of a frame. @see MODBUS over Serial Line V1.02, section 2.5.1 */
export function encodeRtu({ unit, pdu }: LineFrame): Uint8Array {
  const bytes = new Uint8Array(pdu.length + 3);
  bytes[0] = unit;
  bytes.set(pdu, 1);
  const crc = crc16(bytes, 0, bytes.length - 2);
  bytes[bytes.length - 2] = crc & 0xff;
  bytes[bytes.length - 1] = crc >> 8;
  return bytes;
}

/** Whether the bytes from `start` to `end` end with their own checksum. */
function isWhole(bytes: Uint8Array, start: number, end: number): boolean {
  return crc16(bytes, start, end) === 0;
}

/** Where a frame that begins at `start` ends, or what stands against it. */
function endOf(bytes: Uint8Array, start: number, lengthOf: (pdu: Uint8Array) => Length): Length {
  const length = lengthOf(bytes.subarray(start + 1));
  if (typeof length !== 'number') return length;
  const end = start + 1 + length + 2;
  return end - start > largestRtuFrame ? 'unknown' : end;
}

function frameAt(bytes: Uint8Array, start: number, end: number): LineFrame {
  return { unit: bytes[start] ?? 0, pdu: bytes.slice(start + 1, end - 2) };
}

/**
 * Finds the answer of one unit to one function code. Bytes before it are passed over; nothing counts whose checksum does
 * not hold.
 */
class RtuAnswerReader implements AnswerReader {
  readonly #awaited: Awaited;
  readonly #filter: EchoFilter;
  #bytes: Uint8Array = new Uint8Array(0);

  constructor(awaited: Awaited, echo: Echo) {
    this.#awaited = awaited;
    this.#filter = new EchoFilter(awaited, echo);
  }

  get isEchoed(): boolean {
    return this.#filter.isOff;
  }

  get received(): number {
    return this.#bytes.length;
  }

  push(chunk: Uint8Array): Arrival {
    this.#bytes = joined(this.#bytes, chunk);
    const begin = this.#filter.begin(this.#bytes);
    if (begin === undefined) return nothing;
    this.#bytes = this.#bytes.slice(begin);
    const found = this.#search(false);
    // A broken frame counts only when the line is silent: the right one may stand behind its first byte.
    return found.kind === 'broken' ? nothing : found;
  }

  silence(): Arrival {
    return this.#search(true);
  }

  #search(isOver: boolean): Arrival {
    const bytes = this.#bytes;
    const { unit, pdu } = this.#awaited;
    const code = pdu[0] ?? 0;
    let broken = false;
    for (let start = 0; start + smallestMessage <= bytes.length; start += 1) {
      if (bytes[start] !== unit || ((bytes[start + 1] ?? 0) & ~exceptionBit) !== code) continue;
      let end = endOf(bytes, start, answerLength);
      // Only the silence behind it ends an answer whose function code says nothing of its length.
      if (end === 'unknown' && isOver && bytes.length - start <= largestRtuFrame) end = bytes.length;
      if (typeof end !== 'number' || end > bytes.length) {
        // It may still become whole, and what stands inside of it is data of its own.
        if (!isOver) return nothing;
        continue;
      }
      if (isWhole(bytes, start, end)) {
        const frame = frameAt(bytes, start, end);
        const isAlone = bytes.length - (end - start) < smallestMessage;
        if (!this.#filter.isEcho(frame.pdu, isAlone))
          return { kind: 'frame', frame, followed: bytes.length - end >= smallestMessage };
        this.#bytes = bytes.slice(end);
        return this.#search(isOver);
      }
      broken = true;
    }
    return broken ? { kind: 'broken', reason: 'its checksum is wrong' } : nothing;
  }
}

/**
 * Finds requests, whoever they are for, among whatever else is said on the line: the answers of other units, noise.
 * A frame that does not start where one is due counts only if nothing follows it: who asks waits for the answer.
 */
class RtuRequestReader implements RequestReader {
  #bytes: Uint8Array = new Uint8Array(0);

  push(chunk: Uint8Array): readonly LineFrame[] {
    const frames: LineFrame[] = [];
    this.#bytes = joined(this.#bytes, chunk);
    for (let end = firstEnd(this.#bytes, frames); end > 0; end = firstEnd(this.#bytes, frames)) {
      this.#bytes = this.#bytes.slice(end);
    }
    if (!mayGoOn(this.#bytes)) frames.push(...this.#last());
    return frames;
  }

  silence(): readonly LineFrame[] {
    const frames = this.#last();
    this.#bytes = new Uint8Array(0);
    return frames;
  }

  #last(): readonly LineFrame[] {
    const bytes = this.#bytes;
    for (let start = 1; start + smallestMessage <= bytes.length; start += 1) {
      if (endOf(bytes, start, requestLength) !== bytes.length || !isWhole(bytes, start, bytes.length))
        continue;
      this.#bytes = new Uint8Array(0);
      return [frameAt(bytes, start, bytes.length)];
    }
    // No frame is longer: what stands before its length is none any more.
    if (bytes.length > largestRtuFrame) this.#bytes = bytes.slice(-largestRtuFrame);
    return [];
  }
}

/** Where the frame at the start ends; 0 where none is whole. A request is handed over, an answer passed over. */
function firstEnd(bytes: Uint8Array, frames: LineFrame[]): number {
  const request = endOf(bytes, 0, requestLength);
  if (typeof request === 'number' && request <= bytes.length && isWhole(bytes, 0, request)) {
    frames.push(frameAt(bytes, 0, request));
    return request;
  }
  const answer = endOf(bytes, 0, answerLength);
  return typeof answer === 'number' && answer <= bytes.length && isWhole(bytes, 0, answer) ? answer : 0;
}

/** Whether the bytes may be the start of a request or an answer: what stands inside of it is data of its own. */
function mayGoOn(bytes: Uint8Array): boolean {
  return [requestLength, answerLength].some((lengthOf) => {
    const end = endOf(bytes, 0, lengthOf);
    return end === 'more' || (typeof end === 'number' && end > bytes.length);
  });
}

/** RTU: binary, with a checksum. @see MODBUS over Serial Line V1.02, section 2.5.1 */
export const rtu: LineFraming = {
  size: (pdu) => pdu + 3,
  encode: encodeRtu,
  answerReader: (awaited, echo) => new RtuAnswerReader(awaited, echo),
  requestReader: () => new RtuRequestReader(),
};
