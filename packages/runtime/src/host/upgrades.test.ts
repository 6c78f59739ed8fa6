import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UpgradeHandler } from '../host.ts';
import { onUpgrade } from './upgrades.ts';

describe('upgrades of a path below the admin root', () => {
  let server: Server;
  const faults: unknown[] = [];
  beforeEach(async () => {
    faults.length = 0;
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  const take = (handler: UpgradeHandler, httpAdminRoot: unknown = '/') =>
    onUpgrade({ server, settings: { httpAdminRoot } }, '/millwright/a', handler, (error) =>
      faults.push(error),
    );
  const accept: UpgradeHandler = (_request, socket) => {
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: test\r\n\r\n');
  };
  const ask = async (path: string): Promise<'taken' | 'ended'> => {
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, path, headers: { connection: 'upgrade', upgrade: 'test' } }).end();
    return once(asked, 'upgrade')
      .then(
        () => 'taken' as const,
        () => 'ended' as const,
      )
      .finally(() => asked.destroy());
  };

  for (const [root, path] of [
    ['/', '/millwright/a'],
    ['', '/millwright/a?b=c'],
    ['/admin', '/admin/millwright/a'],
    ['admin/', '/admin/millwright/a'],
    [undefined, '/millwright/a'],
  ] as const)
    it(`are taken below ${JSON.stringify(root)}`, async () => {
      take(accept, root);
      assert.equal(await ask(path), 'taken');
    });

  it('of other paths, and after it was undone, are for others', async () => {
    const undo = take(() => assert.fail('not asked'));
    server.on('upgrade', accept);
    assert.equal(await ask('/millwright/ab'), 'taken');
    assert.equal(await ask('/comms'), 'taken');
    undo();
    assert.equal(await ask('/millwright/a'), 'taken');
    assert.deepEqual([faults, server.listenerCount('upgrade')], [[], 1]);
  });

  it('end where the handler fails, which is logged', async () => {
    take(() => Promise.reject(new Error('broken')));
    assert.equal(await ask('/millwright/a'), 'ended');
    assert.equal(faults.length, 1);
  });
});
