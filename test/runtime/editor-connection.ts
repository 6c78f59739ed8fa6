import { once } from 'node:events';
import { type NodeRedProcess, waitFor } from '@millwright/testing';
import WebSocket from 'ws';

/** An open live connection, as an editor has it. */
export class EditorConnection {
  readonly #socket: WebSocket;
  /** Topics of what it was sent, but for the heartbeat's. */
  readonly topics: string[] = [];
  /** What was answered to its log-in. */
  auth: string | undefined;
  closed = false;

  constructor(nodeRed: NodeRedProcess) {
    this.#socket = new WebSocket(`${nodeRed.adminUrl.replace('http', 'ws')}/comms`);
    this.#socket.on('message', (data) => this.#read(JSON.parse(String(data))));
    this.#socket.on('close', () => {
      this.closed = true;
    });
  }

  /** Resolves when it is open and has logged in, if it has a token. */
  static async open(nodeRed: NodeRedProcess, token?: string): Promise<EditorConnection> {
    const connection = new EditorConnection(nodeRed);
    await once(connection.#socket, 'open');
    if (token !== undefined) {
      connection.#socket.send(JSON.stringify({ auth: token }));
      await waitFor('an answer to the log-in', () => connection.auth !== undefined || connection.closed);
    }
    return connection;
  }

  subscribe(topic: string): void {
    this.#socket.send(JSON.stringify({ subscribe: topic }));
  }

  say(topic: string, data: unknown): void {
    this.#socket.send(JSON.stringify({ topic, data }));
  }

  heard(part: string): Promise<unknown> {
    return waitFor(`a message about ${part}`, () => this.topics.some((topic) => topic.includes(part)));
  }

  hungUp(): Promise<unknown> {
    return waitFor('the connection to be closed', () => this.closed);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.hungUp();
  }

  #read(packet: unknown): void {
    if (Array.isArray(packet))
      this.topics.push(
        ...(packet as { readonly topic: string }[])
          .map(({ topic }) => topic)
          .filter((topic) => topic !== 'hb'),
      );
    else this.auth = (packet as { readonly auth?: string }).auth;
  }
}
