import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { ModbusServer } from './server.ts';

const portOf = (place = ''): number => Number.parseInt(place.split(':')[1] ?? '', 16);

/** Milliseconds until Linux asks the client of a connection to `port` whether it is there; undefined where it will not. */
async function untilAsked(port: number): Promise<number | undefined> {
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  // An open connection (01) with a timer for keep-alive (02), in hundredths of a second.
  const open = lines.find(([, local, , state]) => portOf(local) === port && state === '01');
  const [kind, time = ''] = open?.[5]?.split(':') ?? [];
  return kind === '02' ? Number.parseInt(time, 16) * 10 : undefined;
}

describe('a client of a Modbus server that is gone without a word', () => {
  it('is asked after ten seconds whether it is still there, so that it does not hold its place for hours', async function () {
    if (process.platform !== 'linux') return this.skip();
    const server = new ModbusServer({ road: 'tcp', host: '127.0.0.1', port: 0, serve: () => undefined });
    await server.listen();
    const client = connect(server.port, '127.0.0.1');
    try {
      await once(client, 'connect');
      while (server.connections === 0) await new Promise(setImmediate);
      const milliseconds = (await untilAsked(server.port)) ?? Number.POSITIVE_INFINITY;
      assert.ok(milliseconds <= 10_000, `${milliseconds} ms`);
    } finally {
      client.destroy();
      await server.close();
    }
  });
});
