/** A message type as it stands on the wire. */
export type MessageType = 'HEL' | 'ACK' | 'ERR' | 'OPN' | 'CLO' | 'MSG';

/** One chunk that came in. */
export interface Chunk {
  readonly type: string;
  /** `F` the last one, `C` more follow, `A` the message is given up. */
  readonly final: string;
  /** All of it, header included. */
  readonly bytes: Buffer;
}

/**
 * Cuts what a socket receives into chunks.
 * @see OPC 10000-6 section 7.1.2.2
 */
export class ChunkReader {
  readonly #limit: number;
  #pending: Buffer = Buffer.alloc(0);

  /** @param limit bytes of the largest chunk that is taken */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws RangeError where a chunk is too large or too small */
  *push(data: Buffer): Generator<Chunk> {
    this.#pending = this.#pending.length === 0 ? data : Buffer.concat([this.#pending, data]);
    while (this.#pending.length >= 8) {
      const size = this.#pending.readUInt32LE(4);
      if (size < 8 || size > this.#limit) throw new RangeError(`A chunk of ${size} bytes`);
      if (this.#pending.length < size) return;
      const bytes = this.#pending.subarray(0, size);
      this.#pending = this.#pending.subarray(size);
      yield { type: bytes.toString('latin1', 0, 3), final: bytes.toString('latin1', 3, 4), bytes };
    }
  }
}

/** A chunk of the connection protocol: HEL, ACK, ERR. */
export function plainChunk(type: MessageType, body: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(`${type}F`, 'latin1');
  header.writeUInt32LE(8 + body.length, 4);
  return Buffer.concat([header, body]);
}

export interface SecureChunk {
  readonly type: 'OPN' | 'CLO' | 'MSG';
  readonly final: 'F' | 'C' | 'A';
  readonly channel: number;
  /** The security header: of a MSG the token's number. */
  readonly security: Buffer;
  readonly sequence: number;
  readonly request: number;
  readonly body: Buffer;
}

/** @see OPC 10000-6 section 6.7.2 */
export function secureChunk({
  type,
  final,
  channel,
  security,
  sequence,
  request,
  body,
}: SecureChunk): Buffer {
  const header = Buffer.alloc(12);
  header.write(`${type}${final}`, 'latin1');
  header.writeUInt32LE(12 + security.length + 8 + body.length, 4);
  header.writeUInt32LE(channel, 8);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(sequence >>> 0, 0);
  numbers.writeUInt32LE(request, 4);
  return Buffer.concat([header, security, numbers, body]);
}
