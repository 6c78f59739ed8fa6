import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What a bare client asks for: bytes of a data block. */
export interface Bytes {
  readonly db: number;
  readonly start: number;
  readonly length: number;
}

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** The connect request of a PG at rack 0, slot 2, with TPDUs of 1,024 bytes. @see RFC 905 section 13.3 */
export const connectRequest = hex('03 00 00 16 11 e0 00 00 00 01 00 c0 01 0a c1 02 01 00 c2 02 01 02');

/** A message in one data TPDU. */
export function framed(message: Uint8Array): Buffer {
  const length = message.length + 7;
  return Buffer.concat([Buffer.from([3, 0, length >> 8, length & 0xff, 2, 0xf0, 0x80]), message]);
}

/** A job, with header. */
export function job(reference: number, parameter: Uint8Array, data: Uint8Array = new Uint8Array()): Buffer {
  const header = Buffer.from([0x32, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt16BE(reference, 4);
  header.writeUInt16BE(parameter.length, 6);
  header.writeUInt16BE(data.length, 8);
  return framed(Buffer.concat([header, parameter, data]));
}

/** One item of bytes. */
export function item({ db, start, length }: Bytes): Buffer {
  const bytes = hex('12 0a 10 02 0000 0000 84 000000');
  bytes.writeUInt16BE(length, 4);
  bytes.writeUInt16BE(db, 6);
  bytes.writeUIntBE(start * 8, 9, 3);
  return bytes;
}

/** A client that knows bytes and nothing else, so that it shares no mistake with ours. */
export class S7TestClient {
  readonly socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #reference = 1;
  /** What was agreed on. */
  pdu = 0;

  #wake = Promise.withResolvers<void>();
  #ended = false;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (data) => {
      this.#received = Buffer.concat([this.#received, data]);
      this.#stir();
    });
    socket.once('close', () => {
      this.#ended = true;
      this.#stir();
    });
  }

  #stir(): void {
    this.#wake.resolve();
    this.#wake = Promise.withResolvers();
  }

  /** Connects by TCP alone. */
  static async open(port: number): Promise<S7TestClient> {
    const socket = connect(port, '127.0.0.1');
    const client = new S7TestClient(socket);
    await once(socket, 'connect');
    return client;
  }

  static async connect(port: number, pdu = 960): Promise<S7TestClient> {
    const client = await S7TestClient.open(port);
    await client.exchange(connectRequest);
    const answer = await client.exchange(job(0, hex(`f0 00 0008 0008 ${pdu.toString(16).padStart(4, '0')}`)));
    client.pdu = answer.readUInt16BE(answer.length - 2);
    return client;
  }

  /** Sends bytes, and gives the packet that comes next. */
  async exchange(bytes: Uint8Array): Promise<Buffer> {
    this.socket.write(bytes);
    return this.packet();
  }

  /** The packet that comes next. @throws where the connection ends */
  async packet(): Promise<Buffer> {
    for (;;) {
      const length = this.#received.length >= 4 ? this.#received.readUInt16BE(2) : Number.POSITIVE_INFINITY;
      if (this.#received.length >= length) {
        const packet = this.#received.subarray(0, length);
        this.#received = this.#received.subarray(length);
        return packet;
      }
      await this.#more();
    }
  }

  /** All that has come and was not taken, once there are so many bytes of it. */
  async bytes(count: number): Promise<Buffer> {
    while (this.#received.length < count) await this.#more();
    const bytes = this.#received;
    this.#received = Buffer.alloc(0);
    return bytes;
  }

  async #more(): Promise<void> {
    if (this.#ended) throw new Error('the connection has ended');
    await this.#wake.promise;
  }

  /** Resolves when the PLC has ended the connection. */
  async ended(): Promise<void> {
    while (!this.#ended) await this.#wake.promise;
  }

  /** The request that reads. */
  request(...items: readonly Bytes[]): Buffer {
    this.#reference += 1;
    return job(this.#reference, Buffer.concat([Uint8Array.of(4, items.length), ...items.map(item)]));
  }

  /** The data of the answer to a read: what is said of each item. */
  async read(...items: readonly Bytes[]): Promise<Buffer> {
    // Packet, TPDU, header of the answer, and its two bytes of parameters.
    return (await this.exchange(this.request(...items))).subarray(21);
  }

  close(): void {
    this.socket.destroy();
  }
}
