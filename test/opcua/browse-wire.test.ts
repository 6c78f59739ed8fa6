import assert from 'node:assert/strict';
import { Browser } from '@millwright/opcua/client';
import { type SimulatedNode, SimulatedUaServer, status } from '@millwright/simulators/opcua';
import { waitFor } from '@millwright/testing';
import { BrowseResult } from 'node-opcua-types';
import { openClient } from './support/client.ts';

const folders = Array.from({ length: 20 }, (_, index) => `ns=2;s=Folder.${index}`);
const childrenOf = (folder: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${folder}.${index}`);
const address = (id: string): string => id.replace('ns=2;', 'nsu=urn:simulated:plant;');

const nodes: Readonly<Record<string, SimulatedNode>> = {
  ...Object.fromEntries(
    folders.map((folder) => [folder, { references: childrenOf(folder, 250).map((to) => ({ to })) }]),
  ),
  'ns=2;s=Many': { references: childrenOf('ns=2;s=Folder.0', 5_000).map((to) => ({ to })) },
};

describe('browsing a simulated OPC UA server', () => {
  let server: SimulatedUaServer;

  const start = async (maxReferencesPerNode: number): Promise<void> => {
    const generate = (id: string): SimulatedNode | undefined =>
      /Folder\.\d+\.\d+$/.test(id) ? {} : undefined;
    server = new SimulatedUaServer({ nodes, generate, maxReferencesPerNode });
    await server.listen();
  };
  afterEach(() => server?.dispose());

  const open = (): number =>
    [...server.sessions.values()].reduce((sum, { continuations }) => sum + continuations.size, 0);

  it('BR-01: 5,000 children in five answers (the wire simulator)', async () => {
    await start(1_000);
    await using client = openClient(server.url);
    const { references } = await new Browser(client.client).browse(address('ns=2;s=Many'), client);
    assert.deepEqual(
      references.map(({ address: of }) => of),
      childrenOf('ns=2;s=Folder.0', 5_000).map(address),
    );
    assert.deepEqual([server.seen.count('Browse'), server.seen.count('BrowseNext'), open()], [1, 4, 0]);
  });

  it('BR-02: one continuation point at a time, and none left behind by a time-out (the wire simulator)', async () => {
    await start(100);
    let most = 0;
    server.on('Browse', async (_request, { next, session }) => {
      const answer = await next();
      if (typeof answer !== 'object' || !('results' in answer) || !session) return answer;
      const kept = [...session.continuations.keys()];
      for (const [index, result] of (answer.results ?? []).entries()) {
        const id = result.continuationPoint?.toString('latin1') ?? '';
        if (id === '' || id === kept[0]) continue;
        session.continuations.delete(id);
        if (answer.results)
          answer.results[index] = new BrowseResult({ statusCode: status('BadNoContinuationPoints') });
      }
      most = Math.max(most, session.continuations.size);
      return answer;
    });
    server.on('BrowseNext', async (_request, { next, session }) => {
      const answer = await next();
      most = Math.max(most, session?.continuations.size ?? 0);
      return answer;
    });
    await using client = openClient(server.url);
    const browser = new Browser(client.client);
    const outcomes = await browser.browseMany(folders.map(address), client);
    for (const [index, outcome] of outcomes.entries())
      assert.deepEqual(
        'result' in outcome && outcome.result.references.map(({ address: of }) => of),
        childrenOf(folders[index] ?? '', 250).map(address),
      );
    assert.equal(outcomes.length, 20);
    assert.deepEqual([most, open()], [1, 0]);

    server.seen.forget();
    let isOver = false;
    server.on('BrowseNext', async (request) => {
      if (!request.releaseContinuationPoints) await waitFor('the time-out', () => isOver);
      return undefined;
    });
    const signal = AbortSignal.timeout(200);
    await assert.rejects(browser.browse(address(folders[0] ?? ''), { signal }), { name: 'TimeoutError' });
    isOver = true;
    const releases = () =>
      server.seen.requests('BrowseNext').filter(({ releaseContinuationPoints: is }) => is);
    await waitFor('the release', () => releases().length > 0);
    assert.deepEqual([releases().length, releases()[0]?.continuationPoints?.length], [1, 1]);
    await waitFor('its answer', () => open() === 0);
  });

  it('BR-03: the filter as it goes over the wire (the wire simulator)', async () => {
    await start(0);
    server.space.set('ns=2;s=Machine', {
      references: [
        { type: 'i=47', to: 'ns=2;s=Folder.1.1' },
        { type: 'i=47', to: 'ns=2;s=Folder.1' },
      ],
    });
    server.space.set('ns=2;s=Folder.1.1', { nodeClass: 2 });
    await using client = openClient(server.url);
    const { references } = await new Browser(client.client).browse(address('ns=2;s=Machine'), {
      ...client,
      classes: ['Variable'],
      reference: 'HasComponent',
      subtypes: true,
    });
    const [request] = server.seen.requests('Browse');
    const [asked] = request?.nodesToBrowse ?? [];
    assert.equal(asked?.nodeClassMask, 2);
    assert.equal(asked?.referenceTypeId.toString(), 'ns=0;i=47');
    assert.equal(asked?.includeSubtypes, true);
    assert.deepEqual(
      references.map(({ address: of }) => of),
      [address('ns=2;s=Folder.1.1')],
    );
  });

  it('BR-05: paths that another server resolves, in one request each time (the wire simulator)', async () => {
    await start(0);
    await using client = openClient(server.url);
    const paths = [
      '/Objects',
      ...folders.slice(0, 8).map((folder) => `/Objects/2:${folder.slice(7).replaceAll('.', '&.')}`),
      '/Objects/2:Nowhere',
    ];
    for (const round of [1, 2]) {
      const resolved = await client.client.resolver.resolve(paths, client);
      assert.equal(server.seen.count('TranslateBrowsePathsToNodeIds'), round);
      const texts = paths.map((path) => {
        const found = resolved.get(path);
        return found && 'nodeId' in found
          ? client.client.resolver.textOf(found.nodeId, found.link)
          : undefined;
      });
      assert.deepEqual(texts, ['i=85', ...folders.slice(0, 8).map(address), undefined]);
      if (round === 2) break;
      const before = client.client.connection.current;
      server.forget();
      server.disconnect('reset');
      await waitFor('the next session', () => {
        const { current } = client.client.connection;
        return current !== undefined && current !== before;
      });
    }
  });
});
