import { once } from 'node:events';
import { type NodeRedProcess, waitFor } from '@millwright/testing';
import WebSocket from 'ws';

type Data = Readonly<Record<string, unknown>>;

/** What an open editor hears on one topic. */
export class Subscription {
  readonly #socket: WebSocket;
  readonly #received: Data[] = [];

  private constructor(socket: WebSocket, topic: string) {
    this.#socket = socket;
    socket.on('message', (text) => {
      const parsed = JSON.parse(String(text));
      for (const message of Array.isArray(parsed) ? parsed : [parsed])
        if (message.topic === topic) this.#received.push(message.data);
    });
  }

  /** Resolves when Node-RED has accepted the log-in and the subscription has been sent. */
  static async open(nodeRed: NodeRedProcess, topic: string, token?: string): Promise<Subscription> {
    const socket = new WebSocket(`${nodeRed.adminUrl.replace('http', 'ws')}/comms`);
    const subscription = new Subscription(socket, topic);
    await once(socket, 'open');
    if (token !== undefined) {
      const authorised = once(socket, 'message');
      socket.send(JSON.stringify({ auth: token }));
      await authorised;
    }
    socket.send(JSON.stringify({ subscribe: topic }));
    return subscription;
  }

  messages(count: number): Promise<readonly Data[]> {
    return waitFor(`${count} messages`, () => this.#received.length >= count && this.#received);
  }

  /** The first message that is one of those. */
  first(isOne: (message: Data) => boolean): Promise<Data> {
    return waitFor('the message', () => this.#received.find(isOne));
  }

  get isClosed(): boolean {
    return this.#socket.readyState === WebSocket.CLOSED;
  }

  close(): void {
    this.#socket.close();
  }
}
