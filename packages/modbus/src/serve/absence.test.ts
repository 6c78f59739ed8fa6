import assert from 'node:assert/strict';
import { modbusErrors } from '../errors.ts';
import type { Channel, ChannelListener } from '../roads/channel.ts';
import type { Absence, Door, Entrance } from './guest.ts';
import { ModbusServer } from './server.ts';

const path = '/dev/ttyUSB0';
const absence: Absence = { error: modbusErrors.serialFailed({ path, reason: 'it is gone' }), delay: 1_000 };

/** A serial line whose adapter comes and goes as a test says. */
class Plugged implements Entrance {
  readonly port = 0;
  #door: Door | undefined;
  #listener: ChannelListener | undefined;

  async open(door: Door): Promise<void> {
    this.#door = door;
    this.plug();
  }

  async close(): Promise<void> {}

  plug(): void {
    const channel: Channel = {
      follow: (listener) => {
        this.#listener = listener;
      },
      write() {},
      close: async () => {},
    };
    this.#door?.enter({ address: path, channel, cut() {} });
  }

  unplug(): void {
    this.#listener?.end(modbusErrors.connectionLost({ reason: 'gone' }));
    this.#door?.lost(absence);
  }
}

describe('a server on a serial line', () => {
  it('says that the line is not there, and that it is back', async () => {
    const line = new Plugged();
    const told: (Absence | undefined)[] = [];
    const serial = { path, baudRate: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
    const serve = () => ({ exception: 4 });
    const server: ModbusServer = new ModbusServer(
      { road: 'rtu', serial, units: [1], serve, onLine: () => told.push(server.absence) },
      line,
    );
    await server.listen();
    assert.deepEqual([server.absence, told, server.connections], [undefined, [], 1]);
    line.unplug();
    assert.deepEqual([server.absence, told, server.connections], [absence, [absence], 0]);
    line.plug();
    assert.deepEqual([server.absence, told, server.connections], [undefined, [absence, undefined], 1]);
    line.unplug();
    await server.close();
    assert.equal(server.absence, undefined);
  });
});
