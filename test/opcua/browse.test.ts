import assert from 'node:assert/strict';
import { Browser } from '@millwright/opcua/client';
import { waitFor } from '@millwright/testing';
import { openClient } from './support/client.ts';
import { type OpcUaServer, startOpcUaServer } from './support/server.ts';

const plant = (name: string): string => `nsu=urn:test:plant;s=${name}`;

describe('browsing an OPC UA server', function () {
  this.timeout(60_000);
  let server: OpcUaServer;

  before(async function () {
    server = await startOpcUaServer(this, { children: 5_000 });
  });
  after(() => server?.close());

  it('BR-01: 5,000 children in five answers (node-opcua)', async () => {
    await using open = openClient(server.url);
    const { client, signal } = open;
    const browser = new Browser(client);
    await browser.browse('i=85', { signal });
    await server.tell({ do: 'forget' });
    const { references, truncated } = await browser.browse(plant('Many'), { signal });
    const { requests, continuationPoints } = await server.count();
    assert.deepEqual(
      references.map(({ address }) => address),
      Array.from({ length: 5_000 }, (_, index) => plant(`Child.${index}`)),
    );
    assert.equal(truncated, false);
    assert.deepEqual([requests['Browse'], requests['BrowseNext'], continuationPoints], [1, 4, 0]);
    const [first] = references;
    assert.deepEqual(first, {
      address: plant('Child.0'),
      name: 'Child.0',
      browseName: 'nsu=urn:test:plant;Child&.0',
      class: 'Variable',
      reference: 'Organizes',
      isForward: true,
      type: 'i=63',
    });
  });

  it('BR-03: only variables, by HasComponent and what is derived from it (node-opcua)', async () => {
    await using open = openClient(server.url);
    const { client, signal } = open;
    const filter = { classes: ['Variable'], reference: 'HasComponent', subtypes: true } as const;
    const { references } = await new Browser(client).browse('i=2253', { signal, ...filter });
    assert.deepEqual(
      references.map(({ class: of, reference }) => [of, reference]),
      references.map(() => ['Variable', 'HasComponent']),
    );
    const addresses = references.map(({ address }) => address);
    assert.ok(addresses.includes('i=2256'), 'ServerStatus is a component of Server');
    assert.ok(!addresses.includes('i=2255'), 'NamespaceArray is a property');
    const { references: all } = await new Browser(client).browse('i=2253', { signal });
    const wanted = all.filter(
      ({ class: of, reference }) => of === 'Variable' && reference === 'HasComponent',
    );
    assert.deepEqual(
      addresses,
      wanted.map(({ address }) => address),
    );
  });

  it('BR-04: three nodes in a ring, each once, and two where two is the limit (node-opcua)', async () => {
    await using open = openClient(server.url);
    const { client, signal } = open;
    const browser = new Browser(client);
    await client.resolver.resolve(['i=85'], { signal });
    await server.tell({ do: 'forget' });
    const all = await browser.crawl(plant('Ring.A'), { signal });
    const { sizes } = await server.count();
    assert.equal(
      sizes['Browse']?.reduce((sum, size) => sum + size, 0),
      3,
    );
    assert.deepEqual(
      all.nodes.map(({ address }) => address).sort(),
      ['A', 'B', 'C'].map((name) => plant(`Ring.${name}`)),
    );
    assert.deepEqual([all.truncated, all.failed], [false, []]);
    const cut = await browser.crawl(plant('Ring.A'), { signal, mostNodes: 2 });
    assert.deepEqual([cut.nodes.length, cut.truncated], [2, true]);
  });

  it('BR-05: ten browse paths in one request, asked anew after a reconnect (node-opcua)', async () => {
    await using open = openClient(server.url);
    const { client, signal } = open;
    const path = (...names: readonly string[]) => `/Objects/nsu=urn:test:plant;${names.join('/3:')}`;
    const expected: Readonly<Record<string, string>> = {
      '/Objects': 'i=85',
      '/Objects/Server.ServerStatus.CurrentTime': 'i=2258',
      '/Objects<#Organizes>Server': 'i=2253',
      [path('Plant')]: plant('Plant'),
      [path('Plant', 'Many')]: plant('Many'),
      [path('Plant', 'Many', 'Child&.4999')]: plant('Child.4999'),
      [path('Plant', 'Ring&.A', 'Ring&.B')]: plant('Ring.B'),
      [path('Plant', 'With&/Slash&.and&:more')]: plant('With/Slash.and:more'),
      [path('Plant', 'Special', 'Analog.EURange')]: '',
    };
    const missing = path('Plant', 'Nowhere');
    const paths = [...Object.keys(expected), missing];
    assert.equal(paths.length, 10);
    const ask = async () => {
      const resolved = await client.resolver.resolve(paths, { signal });
      const { requests } = await server.count();
      return { resolved, asked: requests['TranslateBrowsePathsToNodeIds'] };
    };
    for (const round of ['before', 'after']) {
      await server.tell({ do: 'forget' });
      const { resolved, asked } = await ask();
      assert.equal(asked, 1, round);
      for (const [text, wanted] of Object.entries(expected)) {
        const found = resolved.get(text);
        assert.ok(found && 'nodeId' in found, `${text} ${round} the reconnect`);
        const address = client.resolver.textOf(found.nodeId, found.link);
        if (wanted !== '') assert.equal(address, wanted);
      }
      const nowhere = resolved.get(missing);
      assert.equal(
        nowhere && 'error' in nowhere && (nowhere.error as { code: string }).code,
        'opcua.bad-no-match',
      );
      assert.equal([...resolved.values()].filter((each) => 'error' in each).length, 1);
      if (round === 'after') break;
      await server.close();
      await server.restart();
      await waitFor('the connection', () => client.connection.current);
    }
  });
});
