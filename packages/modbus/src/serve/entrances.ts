import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { type Clock, type NetworkPlace, resetSocket } from '@millwright/tags';
import { type ListenProblem, modbusErrors } from '../errors.ts';
import type { SerialLine } from '../roads/road.ts';
import { SerialChannel } from '../roads/serial.ts';
import { SocketChannel } from '../roads/socket.ts';
import type { Door, Entrance, Guest } from './guest.ts';
import { handshakeError } from './handshake.ts';
import { plainAddress } from './limits.ts';

/** What a secure server shows, and whom it trusts. */
export interface TlsServerOptions {
  /** PEM, as `tls.createServer` has them. */
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
  readonly passphrase?: string;
  /** Who signs the certificates of clients. With it a client without one is refused, as Modbus/TCP Security has it. */
  readonly ca?: string | Buffer;
}

const listenReasons = new Map<string, { readonly problem: ListenProblem; readonly reason: string }>([
  ['EADDRINUSE', { problem: 'in-use', reason: 'another program listens there already' }],
  ['EADDRNOTAVAIL', { problem: 'no-such-address', reason: 'this machine has no such address' }],
  [
    'EACCES',
    {
      problem: 'not-allowed',
      reason: 'the system does not allow it; on Linux ports below 1024 need a right of their own',
    },
  ],
]);

const listenError = (place: NetworkPlace, cause: Error) => {
  const code = 'code' in cause ? String(cause.code) : cause.message;
  const { host, port } = place;
  return modbusErrors.listenFailed(
    { host, port, ...(listenReasons.get(code) ?? { reason: code }) },
    { cause },
  );
};

/** Milliseconds that a client gets to show who it is. */
const usualHandshakeTimeout = 10_000;

/** Milliseconds of silence after which a client is asked whether it is still there: one without power never says so. */
const keepAliveInitialDelay = 10_000;

/** Lets in over TCP, secured where `tls` is there. */
export class SocketEntrance implements Entrance {
  readonly #host: string;
  readonly #tls: TlsServerOptions | undefined;
  readonly #handshakeTimeout: number;
  /** All that are in, as they came: beneath TLS also those whose handshake goes on. */
  readonly #inside = new Set<Socket>();
  #port: number;
  #server: Server | undefined;

  constructor(
    { host, port }: NetworkPlace,
    tls?: TlsServerOptions,
    handshakeTimeout: number = usualHandshakeTimeout,
  ) {
    this.#host = host;
    this.#port = port;
    this.#tls = tls;
    this.#handshakeTimeout = handshakeTimeout;
  }

  get port(): number {
    return this.#port;
  }

  async open(door: Door): Promise<void> {
    const place = { host: this.#host, port: this.#port };
    let server: Server;
    try {
      const enter = this.#lock(door);
      server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay }, (socket) => {
        if (door.mayEnter(plainAddress(socket.remoteAddress), this.#inside.size)) {
          this.#inside.add(socket);
          socket.once('close', () => this.#inside.delete(socket));
          enter(socket);
        } else socket.destroy();
      });
    } catch (error) {
      throw listenError(place, error instanceof Error ? error : new Error(String(error)));
    }
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(listenError(place, cause)));
      server.listen(place, resolve);
    });
    // Where the process has no file left, one client is not let in; nobody else is to suffer from that.
    server.removeAllListeners('error');
    server.on('error', () => {});
    this.#server = server;
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#inside) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** What is between a socket and its guest: nothing, or TLS. */
  #lock(door: Door): (socket: Socket) => void {
    const accept = (socket: Socket): void => door.enter(guestOf(socket));
    if (!this.#tls) return accept;
    const { ca, ...own } = this.#tls;
    // It does not listen itself: whoever is not on the list is to be gone before its handshake costs anything.
    const lock = createTlsServer(
      {
        ...own,
        handshakeTimeout: this.#handshakeTimeout,
        minVersion: 'TLSv1.2',
        ...(ca !== undefined && { ca, requestCert: true, rejectUnauthorized: true }),
      },
      accept,
    );
    lock.on('tlsClientError', (error, socket) => {
      // That its time is up is only told: without this it would keep its place for ever.
      socket.destroy();
      // Whom our own closing cuts has not failed.
      if (this.#server) door.failed(handshakeError(error, socket));
    });
    return (socket) => {
      // What fails beneath a handshake is told by its end.
      socket.on('error', () => {});
      lock.emit('connection', socket);
    };
  }
}

function guestOf(socket: Socket): Guest {
  return {
    address: plainAddress(socket.remoteAddress),
    channel: new SocketChannel(socket),
    cut(how) {
      // Beneath TLS there is no resetting.
      if (how === 'reset' && !(socket instanceof TLSSocket)) resetSocket(socket);
      else socket.destroy();
    },
  };
}

/** Takes datagrams. Each is a guest of its own that has gone when its answer has. */
export class UdpEntrance implements Entrance {
  readonly #host: string;
  #port: number;
  #socket: UdpSocket | undefined;

  constructor({ host, port }: NetworkPlace) {
    this.#host = host;
    this.#port = port;
  }

  get port(): number {
    return this.#port;
  }

  async open(door: Door): Promise<void> {
    const place = { host: this.#host, port: this.#port };
    const socket = createSocket(place.host.includes(':') ? 'udp6' : 'udp4');
    await new Promise<void>((resolve, reject) => {
      socket.once('error', (cause) => {
        socket.close();
        reject(listenError(place, cause));
      });
      socket.bind(place.port, place.host, resolve);
    });
    socket.removeAllListeners('error');
    // What the system says of a datagram that reached nobody is the matter of whoever sent it.
    socket.on('error', () => {});
    socket.on('message', (message, { address, port }) => {
      const say = (bytes: Uint8Array): void => {
        if (socket === this.#socket) socket.send(bytes, port, address, () => {});
      };
      const from = plainAddress(address);
      if (!door.mayEnter(from, 0)) return;
      door.enter({
        address: from,
        channel: { follow: (listener) => listener.bytes(message), write: say, close: async () => {} },
        cut() {},
      });
    });
    this.#socket = socket;
    this.#port = socket.address().port;
  }

  async close(): Promise<void> {
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }
}

/** Milliseconds between attempts to open a port that is gone. */
const reopenDelay = 1_000;

/** Is on a serial line, and comes back to it when its adapter does. */
export class SerialEntrance implements Entrance {
  readonly port = 0;
  readonly #line: SerialLine;
  readonly #clock: Clock;
  #channel: SerialChannel | undefined;
  #cancel: () => void = () => {};
  #closing = new AbortController();

  constructor(line: SerialLine, clock: Clock) {
    this.#line = line;
    this.#clock = clock;
  }

  async open(door: Door): Promise<void> {
    this.#closing = new AbortController();
    const { signal } = this.#closing;
    const enter = async (): Promise<void> => {
      const channel = await SerialChannel.open(this.#line, signal);
      this.#channel = channel;
      door.enter({
        address: this.#line.path,
        channel: {
          follow: (listener) =>
            channel.follow({
              bytes: (chunk) => listener.bytes(chunk),
              end: (cause) => {
                listener.end(cause);
                again(modbusErrors.serialFailed({ path: this.#line.path, reason: 'it is gone' }, { cause }));
              },
            }),
          write: (bytes) => channel.write(bytes),
          close: () => channel.close(),
        },
        cut() {},
      });
    };
    const again = (error: unknown): void => {
      if (signal.aborted) return;
      this.#cancel = this.#clock.after(reopenDelay, () => void enter().catch(again));
      door.lost({ error, delay: reopenDelay });
    };
    await enter();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#cancel();
    await this.#channel?.close();
  }
}
