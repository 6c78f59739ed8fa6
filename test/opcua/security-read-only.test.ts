import assert from 'node:assert/strict';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { makeUserDirectory, type NodeRedProcess, startNodeRed, targets, waitFor } from '@millwright/testing';
import type { ListedCertificates } from '../../nodes/opcua/src/common/certificate-routes.ts';
import type { ListedConnection } from '../../nodes/opcua/src/common/routes.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const [target] = targets();
const seen = '@@seen ';

/** Nothing is read-only for the administrator of the machine: then somebody else starts Node-RED. */
const asNobody =
  process.getuid?.() === 0
    ? { through: ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'] }
    : {};

describe(`OPC UA with a read-only user directory in ${target?.title}`, function () {
  this.timeout(60_000);

  let server: OpcUaServer;
  let nodeRed: NodeRedProcess | undefined;
  let userDirectory = '';

  before(async function () {
    server = await startOpcUaServer(this);
    userDirectory = await makeUserDirectory({
      only: ['node-red-opcua'],
      settings: 'readOnly: true,',
      flows: [
        { id: 'tab', type: 'tab', label: 'OPC UA' },
        {
          id: 'server',
          type: 'mw-opcua-connection',
          schema: 1,
          url: server.url,
          security: 'none',
          unsecured: true,
        },
        {
          id: 'tags',
          type: 'mw-opcua-tags',
          schema: 1,
          connection: 'server',
          tags: [{ name: 'time', address: 'i=2258' }],
        },
        {
          id: 'watch',
          type: 'mw-opcua-watch',
          z: 'tab',
          schema: 1,
          tags: 'tags',
          publishing: 100,
          x: 100,
          y: 100,
          wires: [['observer']],
        },
        {
          id: 'observer',
          type: 'function',
          z: 'tab',
          func: `node.warn('${seen}' + msg.sample.quality); return null;`,
          outputs: 0,
          x: 300,
          y: 100,
          wires: [],
        },
      ],
    });
    chmodSync(userDirectory, 0o555);
    nodeRed = await startNodeRed({ target, userDirectory, ...asNobody });
  });
  after(async () => {
    await nodeRed?.halt();
    await server?.close();
    chmodSync(userDirectory, 0o755);
    rmSync(userDirectory, { recursive: true, force: true });
  });

  it('SEC-24: one warning, certificates in memory, and a tag is read as good (node-opcua)', async () => {
    assert.ok(nodeRed);
    const running = nodeRed;
    await running.waitForLog(new RegExp(`${seen}good`), { deadline: 20_000 });
    const list = async () =>
      (await running.request<ListedCertificates>('GET', '/millwright/opcua/certificates')).body;
    const before = await list();
    assert.equal(before.inMemory, true);
    const { body } = await running.request<ListedCertificates>('POST', '/millwright/opcua/own-certificate');
    assert.equal(body.applicationUri, before.applicationUri);
    assert.equal((await list()).own?.sha256, body.own?.sha256);
    assert.match(body.own?.sha256 ?? '', /^[0-9a-f]{64}$/);
    const warnings = running.log.split('\n').filter((line) => /certificates are kept in memory/.test(line));
    assert.equal(warnings.length, 1);
    assert.doesNotMatch(running.log, /uncaught/i);
    assert.ok(!readdirSync(userDirectory).includes('millwright'), 'nothing was written');
    assert.ok(running.isRunning);
    const { body: told } = await running.request<{ connections: ListedConnection[] }>(
      'GET',
      '/millwright/opcua/status',
    );
    assert.deepEqual(
      told.connections.map(({ phase, unsecured }) => [phase, unsecured]),
      [['online', true]],
    );
    await waitFor('the session', async () => (await server.count()).sessions === 1);
  });
});
