import type { NodeRedProcess } from '@millwright/testing';
import { waitFor } from '@millwright/testing';
import WebSocket from 'ws';

/** A client of Dashboard's server without a page: whatever it says, it says without any of Dashboard's own code. */
export class RawClient {
  readonly #socket: WebSocket;
  readonly #events: { readonly name: string; readonly value: unknown }[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data, isBinary) => this.#read(isBinary ? '' : String(data)));
  }

  static async connect(nodeRed: NodeRedProcess): Promise<RawClient> {
    const address = `${nodeRed.url.replace('http', 'ws')}/dashboard/socket.io/?EIO=4&transport=websocket`;
    const client = new RawClient(new WebSocket(address));
    await client.heard('ui-config');
    return client;
  }

  /** Emits an event of Socket.IO. */
  emit(name: string, ...values: readonly unknown[]): void {
    this.#socket.send(`42${JSON.stringify([name, ...values])}`);
  }

  /** The first value of an event of this name that has come, or comes. */
  heard(name: string, matches: (value: unknown) => boolean = () => true): Promise<unknown> {
    return waitFor(`the event ${name}`, () => {
      const found = this.#events.find((event) => event.name === name && matches(event.value));
      return found && { value: found.value };
    }).then(({ value }) => value);
  }

  close(): void {
    this.#socket.close();
  }

  /** @see the protocols of Engine.IO 4 and Socket.IO 5: a digit for the packet, another one for the message in it */
  #read(text: string): void {
    if (text.startsWith('0')) this.#socket.send('40');
    else if (text === '2') this.#socket.send('3');
    else if (text.startsWith('42')) {
      const [name, value] = JSON.parse(text.slice(2));
      this.#events.push({ name, value });
    } else if (text.startsWith('451-')) {
      const [name, value] = JSON.parse(text.slice(4));
      this.#events.push({ name, value });
    }
  }
}
