import { ModbusClient, type PerformOptions, type Request, type ResponseTo } from '@millwright/modbus';
import type { SimulatedPlc } from './plc.ts';

const terms: PerformOptions = { source: 'test', signal: new AbortController().signal };

/** A simulated PLC that listens, and a client that is connected to it. */
export class Pair {
  readonly plc: SimulatedPlc;
  readonly client: ModbusClient;
  readonly terms = terms;

  private constructor(plc: SimulatedPlc, client: ModbusClient) {
    this.plc = plc;
    this.client = client;
  }

  /** @param timeout milliseconds that an answer may take */
  static async of(plc: SimulatedPlc, timeout = 1_000): Promise<Pair> {
    await plc.listen();
    const client = new ModbusClient({
      road: 'tcp',
      host: plc.host,
      port: plc.port,
      timeout,
      connectTimeout: 1_000,
      policy: { firstDelay: 5, longestDelay: 10 },
    });
    client.connection.need();
    return new Pair(plc, client);
  }

  ask<R extends Request>(request: R, unit = 1): Promise<ResponseTo<R>> {
    return this.client.perform(unit, request, terms);
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.plc.close();
  }
}
