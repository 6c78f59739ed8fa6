import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';

/** Something that went over the road, in the order in which it did. */
export interface Overheard {
  readonly by: 'device' | 'hub';
  /** `POST /millwright/fleet/device/greet`, `200 to POST /millwright/fleet/device/greet`, or `socket`. */
  readonly what: string;
  readonly headers: string;
  readonly body: Buffer;
}

/** Stands between devices and their hub, as a proxy of a company does that opens everything, and remembers all of it. */
export class RoadProxy {
  readonly overheard: Overheard[] = [];
  /** The next answer to a path that ends like this does not come through. */
  loses: string | undefined;
  readonly #hub: URL;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  private constructor(hub: string) {
    this.#hub = new URL(hub);
    this.#server = createServer((asked, answer) => void this.#pass(asked, answer));
    this.#server.on('upgrade', (asked, socket, head) => this.#upgrade(asked, socket, head));
  }

  /** @param hub the address of its Node-RED's admin side */
  static async start(hub: string): Promise<RoadProxy> {
    const proxy = new RoadProxy(hub);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** Where devices find the hub. */
  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.#hub.pathname.replace(/\/$/, '')}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #hear(by: Overheard['by'], what: string, headers: object, body: Buffer): void {
    this.overheard.push({ by, what, headers: JSON.stringify(headers), body });
  }

  async #pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = asked;
    try {
      const body = await bytesOf(asked);
      this.#hear('device', `${method} ${url}`, headers, body);
      const onward = request(new URL(url, this.#hub), { method, headers });
      onward.end(body);
      const [response] = (await once(onward, 'response')) as [IncomingMessage];
      const said = await bytesOf(response);
      this.#hear('hub', `${response.statusCode} to ${method} ${url}`, response.headers, said);
      if (this.loses !== undefined && url.endsWith(this.loses)) {
        this.loses = undefined;
        throw new Error('lost');
      }
      answer.writeHead(response.statusCode ?? 502, response.headers).end(said);
    } catch {
      answer.destroy();
    }
  }

  #upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { url = '', headers } = asked;
    this.#hear('device', `GET ${url}`, headers, Buffer.alloc(0));
    const address = new URL(url, this.#hub);
    address.protocol = 'ws:';
    const kept = Object.entries(headers).filter(
      ([name]) => !/^(connection|upgrade|host|sec-websocket)/.test(name),
    );
    const hub = new WebSocket(address, { headers: Object.fromEntries(kept) as Record<string, string> });
    hub.once('error', () => socket.destroy());
    hub.once('open', () => {
      this.#sockets.handleUpgrade(asked, socket, head, (device) => {
        const join = (from: WebSocket, to: WebSocket, by: Overheard['by']): void => {
          from.on('message', (data: Buffer, isBinary: boolean) => {
            this.#hear(by, 'socket', {}, data);
            to.send(data, { binary: isBinary });
          });
          from.on('close', () => to.close());
          from.on('error', () => to.terminate());
        };
        join(device, hub, 'device');
        join(hub, device, 'hub');
      });
    });
  }
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
