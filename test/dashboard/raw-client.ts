import { type NodeRedProcess, waitFor } from '@millwright/testing';

/** What separates packets of one answer. @see Engine.IO protocol, revision 4 */
const separator = '\x1e';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

/** Events of which each one ends a Node-RED that has Dashboard alone. */
export const unsoundEvents: readonly string[] = [
  ...['{}', '7', 'true', '["a"]', '{"toString":1}'].map((id) => `["widget-load",${id}]`),
  ...['widget-change', 'widget-action', 'widget-send'].map((name) => `["${name}",{"toString":1},{}]`),
  ...['widget-action', 'widget-send'].map((name) => `["${name}","list",${nested(20_000)}]`),
  `["ui-event","all",${nested(20_000)}]`,
];

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
    await this.write(JSON.stringify([name, ...values]));
  }

  /** Emits an event as it is written, also one that is too deep to be written by a program. */
  async write(event: string): Promise<void> {
    await this.#post(`42${event}`);
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
