import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  acknowledgedDocument,
  checkReported,
  type Desired,
  desiredDocument,
  digestOf,
  firstTrust,
  type HeldTrust,
  makeSigningKey,
  type Reported,
  type SigningKey,
  signDocument,
  type Trust,
  trustDocument,
} from '@millwright/release';
import { isCodedError } from '@millwright/schema';
import { type WebSocket, WebSocketServer } from 'ws';
import {
  blobPath,
  type HubFrame,
  passHeader,
  roadFormat,
  roadRoutes,
  socketPath,
} from '../../common/road.ts';
import { type Known, TestMembers } from './test-members.fixture.ts';

/**
 * A hub that does what a test says, also what no hub would: it speaks the road with real documents, and keeps all in memory.
 * What it has heard is there to be looked at.
 */
export class TestHub {
  readonly releaseKey = makeSigningKey(randomBytes);
  hubKey = makeSigningKey(randomBytes);
  /** What devices have reported and was believed, in order. */
  readonly reports: Reported[] = [];
  /** Codes of what was not. */
  readonly refusals: string[] = [];
  /** `GET <digest> <from>`, `POST <path>`, `UPGRADE` */
  readonly asked: string[] = [];
  readonly blobs = new Map<string, Uint8Array>();
  /** What it says to each report, beside `acknowledged`. */
  says: Partial<HubFrame> = {};
  /** Proxies that let no WebSocket through. */
  blocksSockets = false;
  /** What is answered in place of everything. */
  refuses: { readonly status: number; readonly code: string; readonly after?: number } | undefined;
  /** Sends no more than so many bytes of a blob at once, and cuts the connection then. */
  cutsAt: number | undefined;
  acknowledges = true;
  chain: string[];
  trust: HeldTrust;
  readonly #members = new TestMembers(this);
  readonly #sockets = new Map<WebSocket, string>();
  #server: Server | undefined;
  #port = 0;
  #counter = 10;

  constructor() {
    const { envelope, digest } = this.signTrust({ version: 1 }, [this.releaseKey, this.hubKey]);
    this.chain = [envelope];
    this.trust = firstTrust(envelope, digest);
  }

  /** Signs a trust of these keys, or of others. */
  signTrust(
    change: Partial<Trust>,
    by: readonly SigningKey[],
  ): { readonly envelope: string; readonly digest: string } {
    const role = (key: SigningKey) => ({ keys: [key.public.text], threshold: 1 });
    const roles = { release: role(this.releaseKey), hub: role(this.hubKey) };
    const trust: Trust = {
      format: 1,
      version: 1,
      created: Date.now() - 60_000,
      roles,
      revoked: [],
      ...change,
    };
    return {
      envelope: signDocument(trustDocument, trust, by),
      digest: digestOf(trustDocument.encode(trust)),
    };
  }

  get devices(): ReadonlyMap<string, Known> {
    return this.#members.known;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get sockets(): number {
    return this.#sockets.size;
  }

  /** Listens, on the same port as before if there was one. */
  async start(): Promise<this> {
    const server = createServer((request, response) => void this.#answer(request, response));
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) => {
      this.asked.push('UPGRADE');
      const device = this.#members.withPass(request.headers[passHeader]);
      if (this.blocksSockets || this.refuses || request.url !== socketPath || device === undefined) {
        socket.end(`HTTP/1.1 ${device === undefined ? 401 : 400} No\r\nConnection: close\r\n\r\n`);
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => {
        this.#sockets.set(opened, device);
        opened.on('close', () => this.#sockets.delete(opened));
        opened.on('message', (data: Buffer) => {
          const frame = this.#hear(device, JSON.parse(data.toString()));
          if (frame) opened.send(JSON.stringify(frame));
        });
      });
    });
    server.listen(this.#port, '127.0.0.1');
    await once(server, 'listening');
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
    return this;
  }

  /** Forgets passes, as a hub that is started again does. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets.keys()) socket.terminate();
    this.#members.forgetPasses();
    this.#server?.closeAllConnections();
    this.#server?.close();
    if (this.#server) await once(this.#server, 'close');
    this.#server = undefined;
  }

  makeCode(change: Parameters<TestMembers['makeCode']>[0] = {}): string {
    return this.#members.makeCode(change);
  }

  /** What it wants of a device, signed as it has to be unless a test says otherwise. */
  wish(device: string, change: Partial<Desired> = {}, by: readonly SigningKey[] = [this.hubKey]): string {
    const desired: Desired = {
      format: 1,
      device,
      hub: this.hubKey.public.keyid,
      counter: this.#counter++,
      job: `job-${randomBytes(8).toString('hex')}`,
      issued: Date.now(),
      onExpiry: 'warn',
      environment: [],
      drift: 'report',
      ...change,
    };
    return signDocument(desiredDocument, desired, by);
  }

  /** Says it to each report from now on, and to those who are there at once. */
  say(frame: Partial<HubFrame>): void {
    this.says = frame;
    for (const socket of this.#sockets.keys()) socket.send(JSON.stringify(this.#frame(undefined)));
  }

  #frame(acknowledged: string | undefined): HubFrame {
    return {
      format: roadFormat,
      trust: [],
      next: 1000,
      ...this.says,
      ...(acknowledged !== undefined && { acknowledged }),
    };
  }

  #hear(
    device: string,
    { trust, reported }: { readonly trust: number; readonly reported: string },
  ): HubFrame | undefined {
    const known = this.devices.get(device);
    if (!known) return undefined;
    try {
      const { key, record } = known;
      const checked = checkReported(reported, {
        device: { id: device, key, isShutOut: false },
        ...(record && { record }),
      });
      known.record = checked.record;
      if (!checked.isAgain) this.reports.push(checked.content);
      const jobs = checked.content.outcomes.map(({ job }) => job);
      const acknowledged =
        this.acknowledges && jobs.length > 0
          ? signDocument(acknowledgedDocument, { format: 1, device, jobs }, [this.hubKey])
          : undefined;
      return { ...this.#frame(acknowledged), trust: this.says.trust ?? this.chain.slice(trust) };
    } catch (error) {
      this.refusals.push(isCodedError(error) ? error.code : String(error));
      return undefined;
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const path = url.replace(/^\/red/, '');
    const say = (status: number, body: object): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    if (this.refuses) {
      const { status, code, after } = this.refuses;
      if (after !== undefined) response.setHeader('Retry-After', String(after));
      this.asked.push(`${method} ${path}`);
      say(status, { code, message: `Not so: ${code}` });
      return;
    }
    if (path.startsWith(blobPath)) {
      this.#sendBlob(path.slice(blobPath.length), headers, response);
      return;
    }
    this.asked.push(`${method} ${path}`);
    let text = '';
    for await (const chunk of request) text += chunk;
    try {
      say(200, this.#route(path, JSON.parse(text), String(headers[passHeader])));
    } catch (error) {
      if (!isCodedError(error)) say(500, { code: 'runtime.unexpected', message: String(error) });
      else say(error.status, error.toJSON());
    }
  }

  #route(path: string, body: Readonly<Record<string, never>>, pass: string): object {
    if (path !== roadRoutes.exchange.path) return this.#members.answer(path, body) ?? {};
    const device = this.#members.withPass(pass);
    if (device === undefined)
      throw Object.assign(new Error('no pass'), {
        code: 'fleet.no-pass',
        status: 401,
        family: 'caller',
        toJSON: () => ({ code: 'fleet.no-pass', message: 'no pass' }),
      });
    return this.#hear(device, body as never) ?? {};
  }

  #sendBlob(digest: string, headers: IncomingMessage['headers'], response: ServerResponse): void {
    const bytes = this.blobs.get(digest);
    const from = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    this.asked.push(`GET ${digest} ${from}`);
    if (this.#members.withPass(headers[passHeader]) === undefined) response.writeHead(401).end('{}');
    else if (!bytes) response.writeHead(404).end('{"code":"fleet.no-blob","message":"No blob"}');
    else {
      const all = bytes.subarray(from);
      const range = { 'Content-Range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
      response.writeHead(from > 0 ? 206 : 200, { 'Content-Length': all.length, ...(from > 0 && range) });
      if (this.cutsAt === undefined || all.length <= this.cutsAt) response.end(all);
      else response.write(all.subarray(0, this.cutsAt), () => response.destroy());
    }
  }

  /** Has it for devices to fetch. @returns its digest */
  offer(bytes: Uint8Array, digest = createHash('sha256').update(bytes).digest('hex')): string {
    this.blobs.set(digest, bytes);
    return digest;
  }
}
