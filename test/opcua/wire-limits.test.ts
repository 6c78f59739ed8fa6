import assert from 'node:assert/strict';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import { waitFor } from '@millwright/testing';
import { DataType, Variant } from 'node-opcua-variant';
import { type OpenClient, openClient } from './support/client.ts';
import { type Services, servicesOf } from './support/reading.ts';
import { watching } from './support/watching.ts';

const here = `ns=1;s=${'x'.repeat(80)}`;
const count = 1_000;
const tags = Array.from({ length: count }, (_, index) => ({
  name: `t${index}`,
  address: `${here}${index}`,
}));

/** Requests of a thousand of these tags take some 100 KiB. @see OPC 10000-6 section 7.1.2.4 (Acknowledge) */
const limits = [
  { bufferSize: 8_192, maxMessageSize: 65_536, maxChunkCount: 8 },
  { bufferSize: 8_192, maxMessageSize: 8_192, maxChunkCount: 1 },
  { bufferSize: 8_192, maxMessageSize: 0, maxChunkCount: 4 },
  { bufferSize: 65_536, maxMessageSize: 16_384, maxChunkCount: 0 },
] as const;

describe('a server that takes no large messages', function () {
  this.timeout(30_000);
  let server: SimulatedUaServer;
  let open: OpenClient;
  let services: Services;

  async function begin(options: (typeof limits)[number]): Promise<void> {
    const value = new Variant({ dataType: DataType.Int32, value: 7 });
    server = new SimulatedUaServer({
      ...options,
      generate: (id) => (id.startsWith(here) ? { value } : undefined),
    });
    await server.listen();
    open = openClient(server.url);
    services = servicesOf(open.client);
  }

  afterEach(async () => {
    await open[Symbol.asyncDispose]();
    await server.dispose();
  });

  for (const options of limits) {
    const { bufferSize, maxMessageSize, maxChunkCount } = options;
    const what = `${maxMessageSize} bytes in ${maxChunkCount} chunks of ${bufferSize}, 0 being no limit`;

    it(`is read in requests that it takes: ${what} (the wire simulator)`, async () => {
      await begin(options);
      const { samples } = await services.reader.read(tags, { signal: open.signal });
      assert.ok(samples.every(({ value, quality }) => value === 7 && quality === 'good'));
      server.seen.forget();
      await services.reader.read(tags, { signal: open.signal });
      const sizes = server.seen.sizes('Read');
      assert.equal(
        sizes.reduce((sum, size) => sum + size, 0),
        count,
      );
      // The endpoints were asked for over one of their own.
      assert.equal(server.accepted, 2);
    });

    it(`is written in requests that it takes, each value once: ${what} (the wire simulator)`, async () => {
      await begin(options);
      const items = tags.map((tag, value) => ({ tag, value }));
      const { results } = await services.writer.write(items, { signal: open.signal });
      assert.ok(results.every(({ outcome }) => outcome === 'done'));
      const written = server.seen
        .requests('Write')
        .flatMap(({ nodesToWrite }) => (nodesToWrite ?? []).map(({ value }) => value.value.value));
      assert.deepEqual(
        written,
        items.map(({ value }) => value),
      );
    });

    it(`is watched in requests that it takes: ${what} (the wire simulator)`, async () => {
      await begin(options);
      await using seen = watching(open, { tags });
      await waitFor('all tags', () => new Set(seen.samples.map(({ tag }) => tag)).size === count);
      assert.ok(seen.samples.every(({ quality }) => quality === 'good'));
      assert.deepEqual([seen.faults, server.subscriptions.size], [[], 1]);
    });
  }

  it('is not sent what is too large by itself, and hears of the others (the wire simulator)', async () => {
    await begin(limits[1]);
    const text = (value: string) => new Variant({ dataType: DataType.String, value });
    for (const name of ['a', 'b', 'c']) server.space.set(`ns=1;s=${name}`, { value: text('') });
    const items = ['a', 'b', 'c'].map((name) => ({
      tag: { name, address: `ns=1;s=${name}` },
      value: name === 'b' ? 'x'.repeat(10_000) : name,
    }));
    const { results } = await services.writer.write(items, { signal: open.signal });
    assert.deepEqual(
      results.map(({ outcome, status }) => [outcome, status.name]),
      [
        ['done', 'Good'],
        ['refused', 'BadTcpMessageTooLarge'],
        ['done', 'Good'],
      ],
    );
    assert.match(results[1]?.status.reason ?? '', /8192 bytes.*Nothing was sent/);
  });
});
