import assert from 'node:assert/strict';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import { waitFor } from '@millwright/testing';
import { DataType, Variant } from 'node-opcua-variant';
import { type OpenClient, openClient } from './support/client.ts';
import { tagsAt, type Watching, watching } from './support/watching.ts';

const here = 'ns=1;s=';
const int = (value: number): Variant => new Variant({ dataType: DataType.Int32, value });
const names = ['a', 'b', 'c', 'x'] as const;

describe('tags that report when another one does', function () {
  this.timeout(30_000);
  let server: SimulatedUaServer;
  let open: OpenClient;
  let seen: Watching;

  beforeEach(async () => {
    server = new SimulatedUaServer({
      nodes: Object.fromEntries(names.map((name) => [here + name, { value: int(0) }])),
    });
    await server.listen();
    open = openClient(server.url);
    seen = watching(open, { tags: tagsAt(here, ...names) });
    await waitFor('the first values', () => names.every((name) => seen.of(name).length > 0));
    seen.forget();
  });

  afterEach(async () => {
    await seen[Symbol.asyncDispose]();
    await open[Symbol.asyncDispose]();
    await server.dispose();
  });

  const link = async (trigger: string, ...linked: readonly string[]): Promise<void> => {
    seen.watch.trigger(trigger, linked);
    await seen.watch.settled();
  };
  /** The tags that the server has report by themselves. */
  const reporting = (): readonly string[] => {
    const [subscription] = server.subscriptions.values();
    const items = [...(subscription?.items.values() ?? [])];
    return items
      .filter(({ settings }) => settings.mode === 2)
      .map(({ node }) => `${node.value}`)
      .sort();
  };

  it('report by themselves when that one is removed (the wire simulator)', async () => {
    await link('a', 'b', 'c');
    assert.deepEqual(reporting(), ['a', 'x']);
    seen.watch.remove(['a']);
    await seen.watch.settled();
    assert.deepEqual(reporting(), ['b', 'c', 'x']);
    server.set(`${here}b`, int(7));
    await waitFor('the change', () => seen.values('b').includes(7));
  });

  it('do so for as long as one of several is there (the wire simulator)', async () => {
    await link('a', 'c');
    await link('x', 'c');
    await link('x');
    assert.deepEqual(reporting(), ['a', 'b', 'x']);
    seen.watch.remove(['a']);
    await seen.watch.settled();
    assert.deepEqual(reporting(), ['b', 'c', 'x']);
  });

  it('are no longer linked when they were removed themselves (the wire simulator)', async () => {
    await link('a', 'b');
    seen.watch.remove(['b']);
    seen.watch.add(tagsAt(here, 'b'));
    await seen.watch.settled();
    assert.deepEqual(reporting(), ['a', 'b', 'c', 'x']);
    const requests = server.seen.requests('SetTriggering');
    assert.deepEqual(
      requests.map(({ linksToAdd }) => linksToAdd?.length ?? 0),
      [1, 0],
    );
  });
});
