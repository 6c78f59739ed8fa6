import assert from 'node:assert/strict';
import { Browser, Explorer, type OpcUaClient, Reader } from '@millwright/opcua/client';
import { openClient } from './support/client.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const plant = (name: string): string => `nsu=urn:test:plant;s=${name}`;

const explorerOf = (client: OpcUaClient): Explorer =>
  new Explorer({ browser: new Browser(client), reader: new Reader(client), resolver: client.resolver });

describe('looking around in an OPC UA server', function () {
  this.timeout(60_000);
  let server: OpcUaServer;

  before(async function () {
    server = await startOpcUaServer(this, {});
  });
  after(() => server?.close());

  it('tells type, access and value of variables in two requests (node-opcua)', async () => {
    await using open = openClient(server.url);
    const explorer = explorerOf(open.client);
    await explorer.details([plant('Scalar.Int32')], open);
    await server.tell({ do: 'forget' });
    const addresses = [
      'Scalar.Double',
      'Array.Int32',
      'Access.ReadOnly',
      'Access.UserNothing',
      'Enumeration.Mode',
    ];
    const details = await explorer.details(addresses.map(plant), open);
    const { requests } = await server.count();
    assert.deepEqual(
      details.map(({ dataType, rank, access }) => [dataType, rank, access]),
      [
        ['Double', -1, 'read-write'],
        ['Int32', 1, 'read-write'],
        ['Int32', -1, 'read'],
        ['Int32', -1, 'none'],
        ['Mode', -1, 'read-write'],
      ],
    );
    assert.equal(details[1]?.sample.quality, 'good');
    assert.equal(details[3]?.sample.quality, 'bad');
    assert.ok((requests['Read'] ?? 0) <= 4, `${requests['Read']} reads`);
    const [unknown] = await explorer.details([plant('Nothing')], open);
    assert.equal(unknown?.sample.status?.name, 'BadNodeIdUnknown');
    assert.equal(unknown?.dataType, undefined);
  });

  it('tells the way to a node, by its id and by its path (node-opcua)', async () => {
    await using open = openClient(server.url);
    const explorer = explorerOf(open.client);
    const { nodes, path } = await explorer.wayTo(plant('Scalar.Int32'), open);
    assert.deepEqual(
      nodes.map(({ name }) => name),
      ['Root', 'Objects', 'Plant', 'Scalar', 'Scalar.Int32'],
    );
    assert.equal(
      path,
      '/Objects/nsu=urn:test:plant;Plant/nsu=urn:test:plant;Scalar/nsu=urn:test:plant;Scalar&.Int32',
    );
    assert.deepEqual((await explorer.wayTo(path, open)).nodes, nodes);
    assert.equal((await explorer.wayTo(plant('Ring.C'), open)).nodes.at(-1)?.name, 'Ring.C');
  });

  it('finds nodes by a part of their name, and says where they are (node-opcua)', async () => {
    await using open = openClient(server.url);
    const explorer = explorerOf(open.client);
    const search = (text: string, most = 100) =>
      explorer.search(text, {
        ...open,
        below: 'i=85',
        classes: ['Variable'],
        most,
        isOver: () => false,
      });
    const { found, looked, truncated } = await search('SCALAR.int');
    assert.deepEqual(
      found.map(({ name, where }) => [name, where.join('/')]),
      ['Int16', 'Int32', 'Int64'].map((name) => [`Scalar.${name}`, 'Plant/Scalar']),
    );
    assert.ok(looked > 100 && !truncated);
    const cut = await search('scalar', 2);
    assert.deepEqual([cut.found.length, cut.truncated], [2, true]);
  });
});
