import { createServer, type Server, type Socket } from 'node:net';
import { modbusErrors } from '../errors.ts';
import { answerTo, type Serve } from '../serve/answer.ts';
import type { TcpAddress } from './connect.ts';
import { encodeFrame, type Frame, FrameReader } from './mbap.ts';

/** One request on its way through the server. */
export interface Exchange {
  /** The connection it came on. */
  readonly socket: Socket;
  readonly frame: Frame;
  /** The PDU that answers it; undefined where no such unit is there. */
  readonly answer: Uint8Array | undefined;
}

export interface ServerOptions extends TcpAddress {
  /** Answers a valid request; undefined stays silent, as a unit does that is not there. */
  readonly serve: Serve;
  /** Sends an answer. Default: at once, as it is. A simulator that misbehaves has its own. */
  readonly send?: (exchange: Exchange) => void;
}

/** Sends the answer of an exchange as the specification has it. */
export function sendAnswer({ socket, frame, answer }: Exchange): void {
  if (answer && socket.writable) socket.write(encodeFrame({ ...frame, pdu: answer }));
}

/**
 * A Modbus TCP server. What is not Modbus ends its connection and nothing else.
 * @see MODBUS Messaging on TCP/IP V1.0b, section 4.4.2
 */
export class TcpServer {
  readonly #options: ServerOptions;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port: number;
  #accepted = 0;

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  /** Connections that are open right now. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Connections that were ever accepted. */
  get accepted(): number {
    return this.#accepted;
  }

  /** The port it listens on; with port 0 in the options, the one that the system chose at the first time. */
  get port(): number {
    return this.#port;
  }

  /** Listens; after {@link close} on the same port again. @throws `modbus.listen-failed` */
  async listen(): Promise<void> {
    if (this.#server) return;
    const { host } = this.#options;
    const port = this.#port;
    const server = createServer({ noDelay: true, keepAlive: true }, (socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => {
        const reason = 'code' in cause ? String(cause.code) : cause.message;
        reject(modbusErrors.listenFailed({ host, port, reason }, { cause }));
      });
      server.listen({ host, port }, resolve);
    });
    this.#server = server;
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  /** Cuts every connection, by a reset if asked to, and listens on. */
  disconnect(how: 'close' | 'reset' = 'close'): void {
    for (const socket of this.#sockets) {
      if (how === 'reset') socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  /** Stops listening and cuts every connection. Resolves when all of that is gone. Calling twice is safe. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const gone = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    const closed = new Promise((resolve) => server.close(resolve));
    this.disconnect();
    await Promise.all([closed, ...gone]);
  }

  #accept(socket: Socket): void {
    this.#accepted += 1;
    this.#sockets.add(socket);
    const reader = new FrameReader(1);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      const broken = reader.push(chunk, (frame) => this.#exchange(socket, frame));
      if (broken !== undefined) socket.destroy();
      else if (socket.writableNeedDrain) {
        // A client that asks and does not read would make answers pile up here.
        socket.pause();
        socket.once('drain', () => socket.resume());
      }
    });
  }

  #exchange(socket: Socket, frame: Frame): void {
    const send = this.#options.send ?? sendAnswer;
    const client = { address: socket.remoteAddress ?? '' };
    const answer = answerTo(this.#options.serve, frame.unit, frame.pdu, client);
    if (answer instanceof Promise) void answer.then((pdu) => send({ socket, frame, answer: pdu }));
    else send({ socket, frame, answer });
  }
}
