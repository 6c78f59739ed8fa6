import { largestPdu } from '../pdu/checks.ts';

/** One message on a TCP connection: a PDU with the header that Modbus puts before it. */
export interface Frame {
  readonly transaction: number;
  readonly unit: number;
  readonly pdu: Uint8Array;
}

/** Transaction identifier, protocol identifier, length, unit identifier. */
const headerLength = 7;

const nothing: Uint8Array = new Uint8Array(0);

/** The bytes of a frame. @see MODBUS Messaging on TCP/IP V1.0b, section 3.1.3 */
export function encodeFrame({ transaction, unit, pdu }: Frame): Uint8Array {
  const bytes = new Uint8Array(headerLength + pdu.length);
  const length = pdu.length + 1;
  bytes[0] = transaction >> 8;
  bytes[1] = transaction & 0xff;
  bytes[4] = length >> 8;
  bytes[5] = length & 0xff;
  bytes[6] = unit;
  bytes.set(pdu, headerLength);
  return bytes;
}

/**
 * Cuts a TCP stream into frames, however the network divided it. It holds back less than one frame: a length that no
 * frame can have is refused before a byte more is kept.
 *
 * @see MODBUS Messaging on TCP/IP V1.0b, section 3.1.3
 */
export class FrameReader {
  readonly #smallestPdu: number;
  #rest = nothing;
  #broken: string | undefined;

  /** @param smallestPdu 1 for requests (a function code alone); 2 for answers, which say something besides */
  constructor(smallestPdu: 1 | 2) {
    this.#smallestPdu = smallestPdu;
  }

  /**
   * Hands over each whole frame. Its PDU is a view of the chunk: whoever keeps it copies it.
   * Where a chunk breaks the stream none of its frames is handed over: the first byte of what broke it may have
   * completed a frame whose own end never came.
   * @returns why the stream cannot be followed any further; from then on nothing is read from it
   */
  push(chunk: Uint8Array, onFrame: (frame: Frame) => void): string | undefined {
    if (this.#broken !== undefined) return this.#broken;
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    const frames: Frame[] = [];
    let at = 0;
    while (bytes.length - at >= headerLength - 1) {
      const protocol = word(bytes, at + 2);
      const length = word(bytes, at + 4);
      if (protocol !== 0) return this.#break(`protocol identifier ${protocol} where 0 is due`);
      if (length < 1 + this.#smallestPdu || length > 1 + largestPdu) {
        return this.#break(
          `a length of ${length} where ${1 + this.#smallestPdu} to ${1 + largestPdu} are possible`,
        );
      }
      const end = at + headerLength - 1 + length;
      if (end > bytes.length) break;
      frames.push({
        transaction: word(bytes, at),
        unit: bytes[at + 6] ?? 0,
        pdu: bytes.subarray(at + headerLength, end),
      });
      at = end;
    }
    // A copy, so that a few bytes do not hold a whole segment in memory.
    this.#rest = at < bytes.length ? Uint8Array.from(bytes.subarray(at)) : nothing;
    for (const frame of frames) onFrame(frame);
    return undefined;
  }

  #break(reason: string): string {
    this.#broken = reason;
    this.#rest = nothing;
    return reason;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
