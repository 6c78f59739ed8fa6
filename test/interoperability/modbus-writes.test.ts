import assert from 'node:assert/strict';
import { ModbusClient, type ModbusTag, UnitTable } from '@millwright/modbus';
import { waitFor } from '@millwright/testing';
import type { Context } from 'mocha';
import { type PeerServer, startServer } from './peers.ts';

const terms = { source: 'test', signal: new AbortController().signal };
const at = (
  name: string,
  area: ModbusTag['area'],
  address: number,
  type: ModbusTag['type'],
  more: Partial<ModbusTag> = {},
): ModbusTag => ({ name, area, address, type, byteOrder: 'ABCD', ...more });

const tags = [
  at('run', 'coil', 21, 'bool'),
  at('pump', 'coil', 22, 'bool'),
  at('recipe', 'holding-register', 30, 'uint16'),
  at('speed', 'holding-register', 31, 'float32', { byteOrder: 'CDAB' }),
  at('count', 'holding-register', 33, 'uint64', { wide: 'bigint' }),
  at('name', 'holding-register', 37, 'string', { length: 8 }),
  at('bit', 'holding-register', 50, 'bool', { bit: 9 }),
  at('around', 'holding-register', 50, 'uint16'),
];
const values = {
  run: true,
  pump: true,
  recipe: 2,
  speed: 21.5,
  count: 2n ** 63n + 5n,
  name: 'Orange 0.5 l',
  bit: true,
};

for (const peer of ['pymodbus', 'libmodbus'] as const) {
  describe(`our table and the server of ${peer}`, function () {
    this.timeout(60_000);
    let server: PeerServer | undefined;
    let client: ModbusClient | undefined;

    before(async function () {
      server = await startServer(this as unknown as Context, peer);
      client = new ModbusClient({
        road: 'tcp',
        host: '127.0.0.1',
        port: server.port,
        timeout: 2_000,
        connectTimeout: 3_000,
      });
      client.connection.need();
    });

    after(async () => {
      await client?.close();
      await server?.kill();
    });

    it('agree on what was written, read back and read again', async () => {
      assert.ok(client);
      const table = new UnitTable({ client, unit: 1, tags, limits: { gap: 10 } });
      await waitFor('an answer', async () => (await table.read(['run'], terms)).failed === undefined);
      const { results, failed } = await table.write(values, { ...terms, verify: true });
      assert.equal(failed, undefined);
      assert.deepEqual(
        results.map(({ tag, value, outcome, verified }) => [tag, value, outcome, verified]),
        Object.entries(values).map(([name, value]) => [name, value, 'done', true]),
      );
      const { samples } = await table.read(undefined, terms);
      const read = new Map(samples.map(({ tag, value }) => [tag, value]));
      for (const [name, value] of Object.entries(values)) assert.equal(read.get(name), value, name);
      // The register held its own address before: only the one bit of it has changed.
      assert.equal(read.get('around'), 50 | (1 << 9));
    });

    it('agree on what cannot be written', async () => {
      assert.ok(client);
      const beyond = at('beyond', 'holding-register', 60_000, 'uint16');
      const table = new UnitTable({ client, unit: 1, tags: [...tags, beyond] });
      const { results } = await table.write({ beyond: 1, recipe: 3 }, terms);
      assert.deepEqual(
        results.map(({ outcome, status }) => [outcome, status?.name]),
        [
          ['failed', 'BadConfigurationError'],
          ['done', undefined],
        ],
      );
    });
  });
}
