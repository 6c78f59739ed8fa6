import { connect, createServer, type Server, type Socket } from 'node:net';
import { FaultPipe } from './fault-pipe.ts';

export interface FaultProxyOptions {
  /** The port on 127.0.0.1 that it stands before. */
  readonly target: number;
  /** Its own; default: one that is free. */
  readonly port?: number;
  /** What must not be seen on the line: see {@link FaultProxy.sawBytes}. */
  readonly secrets?: readonly (string | Buffer)[];
}

interface Pair {
  readonly client: Socket;
  readonly up: FaultPipe;
  down: FaultPipe | undefined;
  server: Socket | undefined;
}

/** A TCP line on 127.0.0.1 that can be slow, silent, cut or gone: it stands between a client and a server of any protocol. */
export class FaultProxy {
  readonly #options: FaultProxyOptions;
  readonly #pairs = new Set<Pair>();
  /** Those whose client went in a silence: the server learns of it afterwards. */
  readonly #orphans = new Set<Pair>();
  readonly #secrets: readonly Buffer[];
  readonly #seen = new Set<string>();
  #server: Server | undefined;
  #port: number;
  #delay = 0;
  #isSilent = false;
  #isResetting = false;
  #cut: { left: number; readonly how: 'close' | 'reset' } | undefined;
  #attempts: number[] = [];
  #mostAtOnce = 0;
  #ended = 0;

  constructor(options: FaultProxyOptions) {
    this.#options = options;
    this.#port = options.port ?? 0;
    this.#secrets = (options.secrets ?? []).map((secret) => Buffer.from(secret));
  }

  get port(): number {
    return this.#port;
  }

  /** Connections that the client has not closed, as far as anybody at this end can know. */
  get connections(): number {
    return this.#pairs.size;
  }

  /** Connections that have ended, by whoever ended them. */
  get ended(): number {
    return this.#ended;
  }

  /** The most of them at one time. */
  get mostAtOnce(): number {
    return this.#mostAtOnce;
  }

  /** When each connection was begun, as `performance.now()` has it. Those to a port where nobody listens are not seen. */
  get attempts(): readonly number[] {
    return this.#attempts;
  }

  /** Counts anew. */
  forget(): void {
    this.#attempts = [];
    this.#ended = 0;
    this.#mostAtOnce = this.#pairs.size;
  }

  listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', () => {
        const address = server.address();
        if (address && typeof address === 'object') this.#port = address.port;
        resolve();
      });
    });
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.cut('reset');
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  /** Everything arrives so many milliseconds later, each way. */
  delay(milliseconds: number): void {
    this.#delay = milliseconds;
    for (const pipe of this.#pipes()) pipe.delay = milliseconds;
  }

  /**
   * Nothing arrives any more and nobody is told: a half-open connection. New ones are accepted, and as silent. What is sent meanwhile
   * arrives after {@link resume}, as TCP sends it again.
   */
  drop(): void {
    this.#isSilent = true;
    for (const pipe of this.#pipes()) pipe.stop();
  }

  /** The line is as it should be. */
  async resume(): Promise<void> {
    this.delay(0);
    this.#isSilent = false;
    this.#isResetting = false;
    this.#cut = undefined;
    for (const orphan of this.#orphans) this.#end(orphan, 'reset');
    this.#orphans.clear();
    for (const pair of this.#pairs) {
      if (!pair.server) this.#connect(pair);
    }
    for (const pipe of this.#pipes()) pipe.resume();
    if (!this.#server) await this.listen();
  }

  /** Ends all connections; new ones are taken. */
  cut(how: 'close' | 'reset'): void {
    for (const pair of [...this.#pairs, ...this.#orphans]) this.#end(pair, how);
    this.#orphans.clear();
  }

  /** Ends the connection after so many more bytes from the server, in the midst of whatever they are. */
  cutAfter(bytes: number, how: 'close' | 'reset' = 'reset'): void {
    this.#cut = { left: bytes, how };
  }

  /**
   * Ends all connections and takes no new one: either nobody listens (`closed`), or each is reset as soon as it is there, and
   * counted (`reset`).
   */
  async refuse(how: 'closed' | 'reset' = 'closed'): Promise<void> {
    this.#isResetting = how === 'reset';
    if (how === 'closed') return this.close();
    this.cut('reset');
  }

  /** Whether one of the secrets that it was told of went over the line, in either direction. */
  sawBytes(secret: string | Buffer): boolean {
    const key = Buffer.from(secret).toString('hex');
    if (!this.#secrets.some((known) => known.toString('hex') === key)) {
      throw new TypeError('The proxy was not told to listen for that');
    }
    return this.#seen.has(key);
  }

  *#pipes(): Generator<FaultPipe> {
    for (const { up, down } of this.#pairs) {
      yield up;
      if (down) yield down;
    }
  }

  #accept(client: Socket): void {
    this.#attempts.push(performance.now());
    if (this.#attempts.length > 10_000) this.#attempts.shift();
    client.on('error', () => {});
    if (this.#isResetting) {
      client.resetAndDestroy();
      return;
    }
    client.setNoDelay(true);
    const pair: Pair = {
      client,
      up: new FaultPipe(client, this.#listener()),
      down: undefined,
      server: undefined,
    };
    pair.up.delay = this.#delay;
    this.#pairs.add(pair);
    this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#pairs.size);
    client.once('end', () => {
      if (this.#isSilent) client.destroy();
    });
    client.once('close', () => {
      this.#pairs.delete(pair);
      this.#ended += 1;
      // A silent line does not tell the server that its client has gone.
      if (this.#isSilent) this.#orphans.add(pair);
      else this.#end(pair, 'close');
    });
    if (this.#isSilent) pair.up.stop();
    else this.#connect(pair);
  }

  #connect(pair: Pair): void {
    const server = connect({ host: '127.0.0.1', port: this.#options.target, allowHalfOpen: true });
    pair.server = server;
    server.setNoDelay(true);
    const listen = this.#listener();
    const down = new FaultPipe(server, (bytes) => this.#limited(pair, listen(bytes)));
    down.delay = this.#delay;
    pair.down = down;
    down.connect(pair.client);
    server.once('connect', () => pair.up.connect(server));
    // Who is refused by the server is refused by the line.
    server.once('error', () => this.#end(pair, 'reset'));
    server.once('close', () => {
      if (!this.#isSilent) this.#end(pair, 'close');
    });
  }

  /** What of the server's bytes goes on, where the connection is to be cut behind some of them. */
  #limited(pair: Pair, bytes: Buffer): Buffer {
    const cut = this.#cut;
    if (!cut) return bytes;
    const passed = bytes.subarray(0, cut.left);
    cut.left -= passed.length;
    if (cut.left > 0) return passed;
    this.#cut = undefined;
    pair.client.write(passed, () => this.#end(pair, cut.how));
    return Buffer.alloc(0);
  }

  #end({ client, server, up, down }: Pair, how: 'close' | 'reset'): void {
    up.destroy();
    down?.destroy();
    for (const socket of [client, server]) {
      if (!socket || socket.destroyed) continue;
      if (how === 'close') socket.destroySoon();
      // One that is just being ended can be reset no more: Node.js, asked for it, would leave it open for good.
      else if (socket.writableEnded && !socket.writableFinished) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  /** Looks for the secrets in one direction; the end of what came before is kept, since one may lie across two pieces. */
  #listener(): (bytes: Buffer) => Buffer {
    const longest = Math.max(0, ...this.#secrets.map(({ length }) => length - 1));
    let before: Buffer = Buffer.alloc(0);
    return (bytes) => {
      if (this.#secrets.length === 0) return bytes;
      const all = Buffer.concat([before, bytes]);
      for (const secret of this.#secrets) if (all.includes(secret)) this.#seen.add(secret.toString('hex'));
      before = longest > 0 ? Buffer.from(all.subarray(-longest)) : before;
      return bytes;
    };
  }
}
