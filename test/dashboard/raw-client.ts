import { type NodeRedProcess, waitFor } from '@millwright/testing';

/** What separates packets of one answer. @see Engine.IO protocol, revision 4 */
const separator = '\x1e';

/** A client of Dashboard's server without a page: whatever it says, it says without any of Dashboard's own code. */
export class RawClient {
  readonly #address: string;
  readonly #events: { readonly name: string; readonly value: unknown }[] = [];
  #isOpen = true;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Over HTTP alone: Dashboard refuses clients that begin with a WebSocket. */
  static async connect(nodeRed: NodeRedProcess): Promise<RawClient> {
    const base = `${nodeRed.url}/dashboard/socket.io/?EIO=4&transport=polling`;
    const greeting = await (await fetch(base)).text();
    const client = new RawClient(`${base}&sid=${JSON.parse(greeting.slice(1)).sid}`);
    await client.#post('40');
    void client.#read();
    await client.heard('ui-config');
    return client;
  }

  /** Emits an event of Socket.IO. */
  async emit(name: string, ...values: readonly unknown[]): Promise<void> {
    await this.#post(`42${JSON.stringify([name, ...values])}`);
  }

  /** The first value of an event of this name that has come, or comes. */
  heard(name: string, matches: (value: unknown) => boolean = () => true): Promise<unknown> {
    return waitFor(`the event ${name}`, () => {
      const found = this.#events.find((event) => event.name === name && matches(event.value));
      return found && { value: found.value };
    }).then(({ value }) => value);
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#post('1');
  }

  async #post(packet: string): Promise<void> {
    await fetch(this.#address, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
      body: packet,
    });
  }

  async #read(): Promise<void> {
    while (this.#isOpen) {
      const answer = await fetch(this.#address);
      for (const packet of (await answer.text()).split(separator)) await this.#take(packet);
    }
  }

  /** A digit for the packet of Engine.IO, another one for that of Socket.IO in it; then what it carries. */
  async #take(packet: string): Promise<void> {
    if (packet === '2') await this.#post('3');
    const event = /^4(?:2|5\d+-)(.*)$/s.exec(packet)?.[1];
    if (event === undefined) return;
    const [name, value] = JSON.parse(event);
    this.#events.push({ name, value });
  }
}
