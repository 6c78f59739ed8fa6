import type { Socket } from 'node:net';
import { resetSocket } from '@millwright/tags';
import { BinaryStream } from 'node-opcua-binary-stream';
import { OpenSecureChannelRequest, OpenSecureChannelResponse } from 'node-opcua-types';
import { ChunkReader, plainChunk, type SecureChunk, secureChunk } from './chunks.ts';
import { decodeRequest, encodeResponse, status } from './codec.ts';
import { spoil, type WireFault } from './faults.ts';
import type { ServiceRequest } from './replies.ts';

export interface ChannelOptions {
  /** Bytes of the largest chunk, message and the number of chunks that the server says it takes; 0: no limit. */
  readonly bufferSize: number;
  readonly maxMessageSize: number;
  readonly maxChunkCount: number;
  /** Milliseconds that a token is granted at most. */
  readonly tokenLifetime: number;
  /** Milliseconds that it is granted whatever the client asks for. */
  readonly grantedLifetime?: number | undefined;
}

export interface ChannelEvents {
  readonly onRequest: (channel: SimulatedChannel, request: ServiceRequest, id: number) => void;
  /** What may spoil the next response. */
  readonly fault: (service: string) => WireFault | undefined;
  readonly onClose: (channel: SimulatedChannel) => void;
}

let channels = 0;
let tokens = 0;
const none = 'http://opcfoundation.org/UA/SecurityPolicy#None';

/** One connection and its secure channel, of policy None. @see OPC 10000-6 section 6.7 */
export class SimulatedChannel {
  readonly id = ++channels;
  /** The policy that the client asked for, as its URI. */
  policy = '';
  /** The URL of the client's Hello. */
  endpointUrl = '';
  /** How many tokens were given: one more than renewals. */
  tokensGiven = 0;
  readonly #socket: Socket;
  readonly #options: ChannelOptions;
  readonly #events: ChannelEvents;
  readonly #reader: ChunkReader;
  #sequence = 0;
  #token = 0;
  #parts: Buffer[] = [];
  /** What the client takes. */
  #limit = 8_192;

  constructor(socket: Socket, options: ChannelOptions, events: ChannelEvents) {
    this.#socket = socket;
    this.#options = options;
    this.#events = events;
    this.#reader = new ChunkReader(options.bufferSize);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (data) => this.#receive(data));
    socket.once('close', () => events.onClose(this));
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** Sends a body in answer to a request; spoiled where a fault fits. */
  send(id: number, body: Buffer, service: string): void {
    if (this.closed) return;
    const security = Buffer.alloc(4);
    security.writeUInt32LE(this.#token);
    this.#write('MSG', security, id, body, service);
  }

  /** Ends the connection, with a word (an ERR message) or without. */
  close(how: 'close' | 'reset', error?: string): void {
    if (error !== undefined && !this.closed) {
      const code = Buffer.alloc(8, 0xff);
      code.writeUInt32LE(status(error).value);
      this.#socket.write(plainChunk('ERR', code));
    }
    if (how === 'reset') resetSocket(this.#socket);
    else this.#socket.destroySoon();
  }

  /** Keeps the connection and reads nothing any more. */
  freeze(): void {
    this.#socket.pause();
  }

  thaw(): void {
    this.#socket.resume();
  }

  #write(type: 'OPN' | 'MSG', security: Buffer, request: number, body: Buffer, service: string): void {
    const room = this.#limit - 20 - security.length;
    const chunks: SecureChunk[] = [];
    for (let from = 0; from === 0 || from < body.length; from += room) {
      const final = from + room < body.length ? 'C' : 'F';
      chunks.push({
        type,
        final,
        channel: this.id,
        security,
        sequence: ++this.#sequence,
        request,
        body: body.subarray(from, from + room),
      });
    }
    const fault = this.#events.fault(service);
    const { bytes, end } = fault
      ? spoil(fault, chunks, this.#limit)
      : { bytes: chunks.map(secureChunk), end: undefined };
    for (const piece of bytes) this.#socket.write(piece);
    if (end) this.close(end);
  }

  #receive(data: Buffer): void {
    try {
      for (const chunk of this.#reader.push(data)) this.#take(chunk.type, chunk.final, chunk.bytes);
    } catch {
      this.close('close', 'BadTcpMessageTypeInvalid');
    }
  }

  #take(type: string, final: string, bytes: Buffer): void {
    if (type === 'HEL') this.#hello(bytes);
    else if (type === 'OPN') this.#open(bytes);
    else if (type === 'MSG') this.#message(final, bytes);
    else if (type === 'CLO') this.close('close');
    else throw new RangeError(type);
  }

  #message(final: string, bytes: Buffer): void {
    // Behind the header and the numbers of channel, token, sequence and request.
    this.#parts.push(bytes.subarray(24));
    if (final === 'A') this.#parts = [];
    if (final !== 'F') return;
    const body = Buffer.concat(this.#parts.splice(0));
    this.#events.onRequest(this, decodeRequest(body), bytes.readUInt32LE(20));
  }

  #hello(bytes: Buffer): void {
    const length = bytes.readInt32LE(28);
    this.endpointUrl = length > 0 ? bytes.toString('utf8', 32, 32 + length) : '';
    const { bufferSize, maxMessageSize, maxChunkCount } = this.#options;
    // No chunk is larger than the client takes, nor than what the Acknowledge says.
    this.#limit = Math.min(bytes.readUInt32LE(12), bufferSize);
    const body = Buffer.alloc(20);
    for (const [at, value] of [0, bufferSize, bufferSize, maxMessageSize, maxChunkCount].entries()) {
      body.writeUInt32LE(value, at * 4);
    }
    this.#socket.write(plainChunk('ACK', body));
  }

  #open(bytes: Buffer): void {
    const stream = new BinaryStream(bytes.subarray(12));
    this.policy = stream.readString() ?? '';
    stream.readByteStream();
    stream.readByteStream();
    stream.readUInt32();
    const id = stream.readUInt32();
    const request = decodeRequest(bytes.subarray(12 + stream.length));
    if (!(request instanceof OpenSecureChannelRequest)) throw new RangeError('OPN');
    if (this.policy !== none) {
      this.close('close', 'BadSecurityPolicyRejected');
      return;
    }
    this.#token = ++tokens;
    this.tokensGiven += 1;
    this.#events.onRequest(this, request, id);
  }

  /** Answers an OpenSecureChannel: it says what the token is, and goes in a message of its own kind. */
  sendOpen(id: number, request: OpenSecureChannelRequest): void {
    const response = new OpenSecureChannelResponse({
      responseHeader: { requestHandle: request.requestHeader.requestHandle, timestamp: new Date() },
      serverProtocolVersion: 0,
      securityToken: {
        channelId: this.id,
        tokenId: this.#token,
        createdAt: new Date(),
        revisedLifetime:
          this.#options.grantedLifetime ?? Math.min(request.requestedLifetime, this.#options.tokenLifetime),
      },
      serverNonce: Buffer.alloc(0),
    });
    const policy = Buffer.alloc(4 + none.length + 8, 0xff);
    policy.writeUInt32LE(none.length);
    policy.write(none, 4, 'latin1');
    this.#write('OPN', policy, id, encodeResponse(response), 'OpenSecureChannel');
  }
}
