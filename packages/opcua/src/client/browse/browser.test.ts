import assert from 'node:assert/strict';
import { BrowseNextRequest } from 'node-opcua-types';
import { Browser } from './browser.ts';
import { linkOf, PagedServer, plainResolver } from './paged-server.fixture.ts';

const numbers = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

function scene(children: Readonly<Record<number, readonly number[]>>) {
  const server = new PagedServer();
  for (const [node, of] of Object.entries(children)) server.children.set(Number(node), of);
  return { server, browser: new Browser({ caller: server, resolver: plainResolver(() => server.link) }) };
}

const { signal } = new AbortController();

describe('Browser', () => {
  it('asks for the rest of an answer until there is none', async () => {
    const { server, browser } = scene({ 1: numbers(10, 2500) });
    const { references, truncated } = await browser.browse('i=1', { signal });
    assert.deepEqual(
      references.map(({ address }) => address),
      numbers(10, 2500).map((number) => `i=${number}`),
    );
    assert.equal(truncated, false);
    assert.deepEqual(server.requests, ['Browse 1', 'BrowseNext 1', 'BrowseNext 1']);
    assert.equal(server.open.size, 0);
  });

  it('learns how many answers a server leaves open, and loses nothing', async () => {
    const nodes = numbers(1, 7);
    const { server, browser } = scene(
      Object.fromEntries(nodes.map((node) => [node, numbers(node * 10_000, 1500)])),
    );
    server.mostOpen = 2;
    const outcomes = await browser.browseMany(
      nodes.map((node) => `i=${node}`),
      { signal },
    );
    for (const [index, outcome] of outcomes.entries())
      assert.deepEqual(
        'result' in outcome && outcome.result.references.map(({ address }) => address),
        numbers((index + 1) * 10_000, 1500).map((number) => `i=${number}`),
      );
    assert.deepEqual(server.requests.slice(0, 4), ['Browse 7', 'BrowseNext 2', 'Browse 2', 'BrowseNext 2']);
    assert.equal(server.open.size, 0);
  });

  it('gives up at the server what it leaves out', async () => {
    const { server, browser } = scene({ 1: numbers(10, 2500), 2: numbers(3000, 5) });
    const result = await browser.browse('i=1', { signal, most: 1200 });
    assert.equal(result.references.length, 1200);
    assert.equal(result.truncated, true);
    assert.deepEqual(server.requests, ['Browse 1', 'BrowseNext 1', 'Release 1']);
    assert.deepEqual(
      await browser.browse('i=2', { signal, most: 5 }).then(({ truncated }) => truncated),
      false,
    );
  });

  it('gives up at the server what it waited for no longer, when that has come', async () => {
    const { server, browser } = scene({ 1: numbers(10, 2500), 2: [3] });
    const ending = new AbortController();
    const answer = Promise.withResolvers<void>();
    server.before = (request) => {
      if (!(request instanceof BrowseNextRequest) || request.releaseContinuationPoints) return;
      ending.abort(new Error('over'));
      return answer.promise;
    };
    await assert.rejects(browser.browse('i=1', { signal: ending.signal }), /over/);
    assert.deepEqual(server.requests, ['Browse 1']);
    const next = browser.browse('i=2', { signal });
    answer.resolve();
    assert.equal((await next).references.length, 1);
    assert.deepEqual(server.requests, ['Browse 1', 'BrowseNext 1', 'Release 1', 'Browse 1']);
    assert.equal(server.open.size, 0);
  });

  it('begins a node anew when the session that kept its rest is gone', async () => {
    const { server, browser } = scene({ 1: numbers(10, 1500) });
    let changes = 1;
    server.before = () => {
      if (changes-- > 0) server.link = linkOf('urn:more');
    };
    const { references } = await browser.browse('i=1', { signal });
    assert.equal(references.length, 1500);
    assert.deepEqual(server.requests, ['Browse 1', 'Browse 1', 'BrowseNext 1']);
  });

  it('finds each node of a ring once', async () => {
    const { browser } = scene({ 1: [2], 2: [3, 2], 3: [1] });
    const { nodes, truncated } = await browser.crawl('i=1', { signal });
    assert.deepEqual(
      nodes.map(({ address, parent, level }) => [address, parent, level]),
      [
        ['i=2', 'i=1', 1],
        ['i=3', 'i=2', 2],
        ['i=1', 'i=3', 3],
      ],
    );
    assert.equal(truncated, false);
    const cut = await browser.crawl('i=1', { signal, mostNodes: 2 });
    assert.deepEqual([cut.nodes.length, cut.truncated], [2, true]);
    const shallow = await browser.crawl('i=1', { signal, mostLevels: 1 });
    assert.deepEqual([shallow.nodes.length, shallow.truncated], [1, true]);
  });

  it('refuses a type of reference that nobody knows', async () => {
    const { server, browser } = scene({});
    await assert.rejects(browser.browse('i=1', { signal, reference: 'HasNothing' }), {
      code: 'opcua.reference-type-unknown',
    });
    assert.deepEqual(server.requests, []);
  });
});
