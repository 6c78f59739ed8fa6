import { ModbusClient } from '../client.ts';
import type { Request } from '../pdu/request.ts';
import type { Answer } from '../serve/answer.ts';
import { type ServedExchange, sendAnswer } from '../serve/exchange.ts';
import { ModbusServer } from '../serve/server.ts';
import { answerFrom, MemoryStore } from '../serve/store.ts';
import type { ModbusTag } from './tag.ts';
import { type TableReadOptions, UnitTable, type UnitTableOptions } from './unit-table.ts';

/** A unit with ten of everything, a client of it, and what goes between them. */
export class Scene {
  /** Everything that was asked of unit 1, in order. */
  readonly asked: Request[] = [];
  readonly store = new MemoryStore({
    coil: 10,
    'discrete-input': 10,
    'holding-register': 10,
    'input-register': 10,
  });
  /** Answers in the place of the store; undefined leaves it to the store. */
  instead: (request: Request) => Answer | undefined = () => undefined;
  /** Sends an answer. */
  send: (exchange: ServedExchange) => void = sendAnswer;
  readonly server: ModbusServer;
  readonly client: ModbusClient;
  readonly terms: TableReadOptions = { source: 'test', signal: new AbortController().signal };

  private constructor(server: ModbusServer, client: ModbusClient) {
    this.server = server;
    this.client = client;
  }

  static async open(road: 'tcp' | 'rtu-over-tcp' = 'tcp'): Promise<Scene> {
    let scene: Scene | undefined;
    const server = new ModbusServer({
      road,
      host: '127.0.0.1',
      port: 0,
      // What goes to all units goes to this one too.
      serve: (unit, request) => (unit <= 1 ? scene?.serve(request) : undefined),
      send: (exchange) => scene?.send(exchange),
    });
    await server.listen();
    const client = new ModbusClient({
      road,
      host: '127.0.0.1',
      port: server.port,
      timeout: 400,
      connectTimeout: 500,
      policy: { firstDelay: 10, longestDelay: 20 },
    });
    client.connection.need();
    scene = new Scene(server, client);
    return scene;
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.server.close();
  }

  table(tags: readonly ModbusTag[], options: Partial<UnitTableOptions> = {}): UnitTable {
    return new UnitTable({ client: this.client, unit: 1, tags, ...options });
  }

  /** The function codes' names of what was asked, in order. */
  get done(): readonly string[] {
    return this.asked.map((request) => request.do);
  }

  private serve(request: Request): Answer {
    this.asked.push(request);
    return this.instead(request) ?? answerFrom(this.store, request);
  }
}

export const tag = (
  name: string,
  area: ModbusTag['area'],
  address: number,
  type: ModbusTag['type'],
  more: Partial<ModbusTag> = {},
): ModbusTag => ({ name, area, address, type, byteOrder: 'ABCD', ...more });
