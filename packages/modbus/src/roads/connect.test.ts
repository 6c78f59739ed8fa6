import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { BlackHole } from '@millwright/testing/black-hole';
import { OwnTime } from '@millwright/testing/own-time';
import { ModbusClient } from '../client.ts';
import { modbusErrors } from '../errors.ts';
import { openTcp } from './connect.ts';

const never = new AbortController().signal;

/** A port of the loopback on which nobody listens. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

describe('connecting over TCP', () => {
  it('says that nobody listens, also where the name has several addresses', async () => {
    const port = await deadPort();
    for (const host of ['127.0.0.1', 'localhost']) {
      await assert.rejects(openTcp({ host, port, connectTimeout: 2_000 }, never), (error: Error) => {
        assert.ok(modbusErrors.connectionRefused.is(error), error.message);
        assert.match(error.message, new RegExp(`${host} refuses connections on port ${port}`));
        return true;
      });
    }
  });

  describe('to a machine that swallows connections', function () {
    if (process.platform !== 'linux') return;
    this.timeout(10_000);
    const hole = new BlackHole();
    before(() => hole.open());
    after(() => hole.close());

    it('M-T-12: gives up after its time limit', async () => {
      const started = performance.now();
      const time = OwnTime.begin();
      await assert.rejects(
        openTcp({ host: '127.0.0.1', port: hole.port, connectTimeout: 150 }, never),
        modbusErrors.connectTimeout.is,
      );
      assert.ok(performance.now() - started > 100 && time.end() < 2_000);
    });

    it('M-T-12: makes no second attempt beside the first, whoever asks', async () => {
      const sockets = (): number =>
        process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length;
      const before = sockets();
      const client = new ModbusClient({
        road: 'tcp',
        host: '127.0.0.1',
        port: hole.port,
        timeout: 100,
        connectTimeout: 300,
      });
      client.connection.need();
      client.connection.need();
      const read = { do: 'read', area: 'coil', address: 0, quantity: 1 } as const;
      const asked = [1, 2, 3].map((unit) =>
        client.perform(unit, read, { source: unit, signal: never }).catch((error: unknown) => error),
      );
      await new Promise((resolve) => setImmediate(resolve));
      assert.equal(client.connection.state.phase, 'connecting');
      assert.equal(sockets(), before + 1);
      for (const error of await Promise.all(asked)) assert.ok(modbusErrors.connectTimeout.is(error));
      assert.equal(client.connection.state.phase, 'waiting');
      await client.close();
    });

    it('M-T-12: gives up at once with its signal', async () => {
      const abort = new AbortController();
      const connecting = openTcp(
        { host: '127.0.0.1', port: hole.port, connectTimeout: 60_000 },
        abort.signal,
      );
      setImmediate(() => abort.abort(new Error('enough')));
      await assert.rejects(connecting, /enough/);
    });
  });
});
