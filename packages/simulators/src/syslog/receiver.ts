import { appendFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { isCodedError } from '@millwright/schema';
import { resetSocket } from '@millwright/tags';
import { simulatorErrors } from '../errors.ts';
import { OctetCounting } from './framing.ts';
import { readSyslog } from './message.ts';

export interface SyslogReceiverOptions {
  readonly host?: string;
  /** 0: the system chooses. */
  readonly port: number;
  /** Where messages go, one a line as they came; those of before stay. */
  readonly file: string;
  /** Told why a connection was closed: what came was no syslog. */
  readonly onProblem: (error: Error) => void;
}

/** A receiver of RFC 5424 over TCP with octet counting, as the collectors of a plant are. It can be switched off and on. */
export class SyslogReceiver {
  readonly host: string;
  readonly protocol = 'syslog-tcp';
  readonly #options: SyslogReceiverOptions;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port: number;
  #received = 0;

  constructor(options: SyslogReceiverOptions) {
    this.#options = options;
    this.host = options.host ?? '127.0.0.1';
    this.#port = options.port;
  }

  get port(): number {
    return this.#port;
  }

  /** Messages that ever came, and are in the file. */
  get received(): number {
    return this.#received;
  }

  /** Listens; after {@link refuse} on the same port again. @throws `simulators.listen-failed` */
  async listen(): Promise<void> {
    if (this.#server) return;
    const { host } = this;
    const port = this.#port;
    const server = createServer((socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) =>
        reject(simulatorErrors.listenFailed({ host, port, reason: cause.message }, { cause })),
      );
      server.listen({ host, port }, resolve);
    });
    this.#server = server;
    const address = server.address();
    if (address && typeof address === 'object') this.#port = address.port;
  }

  /** Cuts all connections and listens on. */
  disconnect(how: 'close' | 'reset'): void {
    for (const socket of this.#sockets) {
      if (how === 'reset') resetSocket(socket);
      else socket.destroy();
    }
  }

  /** Cuts all connections and refuses new ones, as a collector does that is off. */
  async refuse(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    this.disconnect('close');
    await closed;
  }

  close(): Promise<void> {
    return this.refuse();
  }

  #accept(socket: Socket): void {
    this.#sockets.add(socket);
    const framing = new OctetCounting();
    socket.once('close', () => this.#sockets.delete(socket));
    // Whoever sends comes back by itself.
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      try {
        for (const message of framing.push(chunk)) this.#keep(message);
      } catch (error) {
        if (!isCodedError(error)) throw error;
        socket.destroy();
        this.#options.onProblem(error);
      }
    });
  }

  #keep(message: Uint8Array): void {
    readSyslog(message);
    appendFileSync(this.#options.file, `${oneLine(Buffer.from(message).toString('utf8'))}\n`, {
      mode: 0o600,
    });
    this.#received += 1;
  }
}

/** As rsyslog writes what would break a line. */
const oneLine = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\u0000-\u001f]/g, (character) => `#${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
