import { joined, setWord } from './bytes.ts';
import { packetHeader } from './tpkt.ts';

/** @see RFC 905 section 13.1 */
const kinds = { connect: 0xe0, confirm: 0xd0, disconnect: 0x80, data: 0xf0, error: 0x70 } as const;

/** @see RFC 905 section 13.3.4 */
const parameters = { size: 0xc0, calling: 0xc1, called: 0xc2 } as const;

/** Length, kind, and the number with the bit that ends a message. */
const dataHeader = 3;
const endOfMessage = 0x80;

/** The smallest and the largest TPDU of which two sides can agree, as exponents of 2. @see RFC 905 section 13.3.4 b */
const sizes = { smallest: 7, largest: 13 } as const;

/** What other clients ask for, as an exponent of 2. */
const usualSize = 10;

/** The smallest usual TPDU that holds a message, as an exponent of 2. */
export function sizeFor(message: number): number {
  const needed = Math.ceil(Math.log2(message + dataHeader));
  return Math.min(Math.max(needed, usualSize), sizes.largest);
}

export interface ConnectRequest {
  readonly reference: number;
  readonly local: number;
  readonly remote: number;
  /** The exponent of 2. */
  readonly size: number;
}

/** The packet that asks for a connection. @see RFC 905 section 13.3 */
export function encodeConnect({ reference, local, remote, size }: ConnectRequest): Uint8Array {
  const { size: sizeCode, calling, called } = parameters;
  // Class 0; whom we speak to has no reference yet.
  const fixed = [kinds.connect, 0, 0, reference >> 8, reference & 0xff, 0];
  const said = [
    sizeCode,
    1,
    size,
    calling,
    2,
    local >> 8,
    local & 0xff,
    called,
    2,
    remote >> 8,
    remote & 0xff,
  ];
  const length = packetHeader + 1 + fixed.length + said.length;
  return Uint8Array.from([3, 0, length >> 8, length & 0xff, fixed.length + said.length, ...fixed, ...said]);
}

export type Tpdu =
  /** `size`: the most bytes of a TPDU; undefined where nothing was said, and then there is no limit. @see RFC 1006 section 6 */
  | { readonly kind: 'confirm'; readonly size: number | undefined }
  | { readonly kind: 'disconnect'; readonly reason: number }
  | { readonly kind: 'data'; readonly isLast: boolean; readonly data: Uint8Array }
  | { readonly kind: 'broken'; readonly reason: string };

/** What a TPDU says. */
export function readTpdu(tpdu: Uint8Array): Tpdu {
  const length = tpdu[0] ?? 0;
  if (length < 2 || length + 1 > tpdu.length)
    return broken(`a TPDU of ${tpdu.length} bytes says that its header has ${length}`);
  switch ((tpdu[1] ?? 0) & 0xf0) {
    case kinds.data:
      return {
        kind: 'data',
        isLast: ((tpdu[2] ?? 0) & endOfMessage) !== 0,
        data: tpdu.subarray(length + 1),
      };
    case kinds.confirm:
      return readConfirm(tpdu, length + 1);
    case kinds.disconnect:
      return length < 6
        ? broken('a disconnect request is too short')
        : { kind: 'disconnect', reason: tpdu[6] ?? 0 };
    case kinds.error:
      return broken('the PLC says that it could not read what was sent');
    default:
      return broken(`a TPDU of kind 0x${(tpdu[1] ?? 0).toString(16)}`);
  }
}

/** @see RFC 905 section 13.4 */
function readConfirm(tpdu: Uint8Array, end: number): Tpdu {
  if (end < 7) return broken('a connection confirmation is too short');
  let size: number | undefined;
  for (let at = 7; at + 1 < end; at += 2 + (tpdu[at + 1] ?? 0)) {
    const length = tpdu[at + 1] ?? 0;
    if (at + 2 + length > end) return broken('a parameter of the connection confirmation goes past its end');
    if (tpdu[at] !== parameters.size || length !== 1) continue;
    const exponent = tpdu[at + 2] ?? 0;
    if (exponent < sizes.smallest || exponent > sizes.largest)
      return broken(`2 to the power of ${exponent} bytes for a TPDU`);
    size = 2 ** exponent;
  }
  return { kind: 'confirm', size };
}

function broken(reason: string): Tpdu {
  return { kind: 'broken', reason };
}

/**
 * A message in packets, as many as the size of a TPDU needs; only the last one ends it.
 * @param size bytes of a TPDU, its header included
 */
export function encodeData(message: Uint8Array, size = Number.POSITIVE_INFINITY): Uint8Array {
  const room = size - dataHeader;
  const count = Math.max(1, Math.ceil(message.length / room));
  const bytes = new Uint8Array(message.length + count * (packetHeader + dataHeader));
  let at = 0;
  for (let part = 0; part < count; part += 1) {
    const piece = count === 1 ? message : message.subarray(part * room, (part + 1) * room);
    bytes[at] = 3;
    setWord(bytes, at + 2, packetHeader + dataHeader + piece.length);
    bytes[at + 4] = 2;
    bytes[at + 5] = kinds.data;
    bytes[at + 6] = part === count - 1 ? endOfMessage : 0;
    bytes.set(piece, at + packetHeader + dataHeader);
    at += packetHeader + dataHeader + piece.length;
  }
  return bytes;
}

/** The most bytes of a message that comes in pieces: beyond that it is none. */
export const longestMessage = 65_536;

/** Joins the pieces of messages. */
export class MessageJoiner {
  #pieces: Uint8Array[] = [];
  #length = 0;

  /**
   * Takes a piece. Some CPUs send pieces without a byte, last ones too: they are nothing.
   * @returns the message, where it ends; `too-long` where it is longer than any can be; undefined where more is to come
   */
  take(data: Uint8Array, isLast: boolean): Uint8Array | 'too-long' | undefined {
    if (this.#pieces.length === 0 && (isLast || data.length === 0)) return data.length > 0 ? data : undefined;
    this.#length += data.length;
    if (this.#length > longestMessage) return 'too-long';
    if (data.length === 0 && !isLast) return undefined;
    this.#pieces.push(isLast ? data : Uint8Array.from(data));
    if (!isLast) return undefined;
    const message = joined(this.#pieces.splice(0));
    this.#length = 0;
    return message;
  }
}
