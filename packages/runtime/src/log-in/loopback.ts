import { randomBytes } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, type RequestListener, request } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Application, NodeRed } from '../red.ts';

/** How long Node-RED has for one answer to itself, in ms. */
const patience = 2000;

export interface LoopbackAnswer {
  readonly status: number;
  readonly text: string;
}

/** A way to ask Node-RED what anybody might ask it, also before its own server listens, and whatever that one is. */
export interface Loopback {
  ask(
    method: 'GET' | 'POST',
    path: string,
    options?: { readonly token?: string; readonly form?: Readonly<Record<string, string>> },
  ): Promise<LoopbackAnswer>;
  /** Opens a live connection, and sends one message where there is one. */
  live(message?: object): Promise<LiveConnection>;
  close(): Promise<void>;
}

export interface LiveConnection {
  /** The first message; undefined if it ends without one. */
  readonly first: Promise<string | undefined>;
  end(): void;
}

/** Serves the admin application on a port of this machine alone, for as long as it takes. */
export async function openLoopback(RED: NodeRed, application: Application): Promise<Loopback> {
  const server = createServer(application as unknown as RequestListener);
  server.on('upgrade', (...given: unknown[]) => RED.server?.emit('upgrade', ...given));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const agent = new Agent();
  const { port } = server.address() as AddressInfo;
  const common = { host: '127.0.0.1', port, agent, timeout: patience } as const;
  return {
    ask: (method, path, { token, form } = {}) =>
      new Promise((resolve, reject) => {
        const body = form && new URLSearchParams(form).toString();
        const headers = {
          // Where Node-RED wants TLS it trusts what a proxy says about it.
          'X-Forwarded-Proto': 'https',
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
        };
        const asked = request({ ...common, method, path, headers }, (response) => {
          text(response).then(
            (answer) => resolve({ status: response.statusCode ?? 0, text: answer }),
            reject,
          );
        });
        asked.once('timeout', () => asked.destroy(new Error(`${method} ${path} was not answered`)));
        asked.once('error', reject);
        asked.end(body);
      }),
    live: (message) =>
      new Promise((resolve, reject) => {
        const asked = request({ ...common, path: commsPath(RED), headers: upgradeHeaders() });
        asked.once('timeout', () => asked.destroy(new Error('No live connection was opened')));
        asked.once('error', reject);
        asked.once('response', ({ statusCode }) =>
          reject(new Error(`A live connection was answered with ${statusCode}`)),
        );
        asked.once('upgrade', (_response, socket: Duplex, head: Buffer) => {
          (socket as Socket).setTimeout(patience, () => socket.destroy());
          const first = firstMessage(socket, head);
          if (message) socket.write(frame(JSON.stringify(message)));
          resolve({ first, end: () => void socket.destroy() });
        });
        asked.end();
      }),
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function text(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

function commsPath({ settings }: NodeRed): string {
  const root = settings['httpAdminRoot'];
  const parts = typeof root === 'string' ? root.split('/').filter(Boolean) : [];
  return `/${[...parts, 'comms'].join('/')}`;
}

/** @see RFC 6455, section 4.1 */
const upgradeHeaders = (): Readonly<Record<string, string>> => ({
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
});

/** One short text, as a client sends it. @see RFC 6455, section 5.2 */
function frame(message: string): Buffer {
  const mask = randomBytes(4);
  const payload = Buffer.from(message).map((byte, index) => byte ^ (mask[index % 4] as number));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, payload]);
}

/** The first text that a server sends, as long as it is a short one. */
function firstMessage(socket: Duplex, head: Buffer): Promise<string | undefined> {
  return new Promise((resolve) => {
    let received = head;
    const look = (): void => {
      const [kind, length = 0] = received;
      if (kind === 0x81 && received.length >= 2 + length)
        resolve(received.subarray(2, 2 + length).toString('utf8'));
    };
    socket.on('data', (part: Buffer) => {
      received = Buffer.concat([received, part]);
      look();
    });
    socket.once('error', () => resolve(undefined));
    socket.once('close', () => resolve(undefined));
    look();
  });
}
