import assert from 'node:assert/strict';
import type { OpcUaTag } from '@millwright/opcua';
import { Browser, type Reader, type WriteOptions, type Writer } from '@millwright/opcua/client';
import { SimulatedUaServer } from '@millwright/simulators/opcua';
import type { Sample } from '@millwright/tags';
import { DataType, Variant } from 'node-opcua-variant';
import { type OpenClient, openClient } from './client.ts';
import { readOne, servicesOf, simulated, tagAt } from './reading.ts';

type ServerOptions = ConstructorParameters<typeof SimulatedUaServer>[0];

/** The wire simulator and a client of it. It has the nodes `Tag0`, `Tag1` and so on, each with its number as a Double. */
export interface WireBench {
  readonly server: SimulatedUaServer;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly browser: Browser;
  readonly signal: AbortSignal;
  /** Gives the server a node, or another value of it. */
  put(name: string, value: Parameters<SimulatedUaServer['set']>[1], more?: object): void;
  /** Reads one node. */
  one(name: string, more?: Partial<OpcUaTag>): Promise<Sample>;
  /** So many of the numbered nodes. */
  tags(count: number, from?: number): readonly OpcUaTag[];
  /** Reads the first numbered nodes, and holds what comes against what they have. */
  readAll(count: number): Promise<void>;
  write(
    given: Readonly<Record<string, unknown>>,
    more?: Partial<OpcUaTag>,
    options?: Partial<WriteOptions>,
  ): Promise<Awaited<ReturnType<Writer['write']>>['results']>;
  /** The Variants of all writes that the server got. */
  sent(): readonly Variant[];
}

export const double = (value: number): Variant => new Variant({ dataType: DataType.Double, value });

/** Starts a server and a client for a test of this suite; both end with the test. */
export function wireBench(): (options?: ServerOptions, more?: object) => Promise<WireBench> {
  let server: SimulatedUaServer | undefined;
  let open: OpenClient | undefined;
  afterEach(async () => {
    await open?.[Symbol.asyncDispose]();
    await server?.dispose();
  });
  return async (options = {}, more = {}) => {
    server = new SimulatedUaServer({
      generate: (id) => (/^ns=2;s=Tag\d+$/.test(id) ? { value: double(Number(id.slice(10))) } : undefined),
      ...options,
    });
    await server.listen();
    open = openClient(server.url, more);
    await open.client.connection.link(open.signal);
    server.seen.forget();
    return benchOf(server, open);
  };
}

function benchOf(server: SimulatedUaServer, { client, signal }: OpenClient): WireBench {
  const { reader, writer } = servicesOf(client);
  const tags: WireBench['tags'] = (count, from = 0) =>
    Array.from({ length: count }, (_, index) => tagAt(simulated(`Tag${from + index}`)));
  return {
    server,
    reader,
    writer,
    browser: new Browser(client),
    signal,
    tags,
    put: (name, value, more = {}) => server.space.set(`ns=2;s=${name}`, { value, ...more }),
    one: (name, more = {}) => readOne(reader, tagAt(simulated(name), more), { signal }),
    readAll: async (count) => {
      const wanted = tags(count);
      const { samples } = await reader.read(wanted, { signal });
      assert.deepEqual(
        samples.map(({ tag, value, quality }) => [tag, value, quality]),
        wanted.map(({ name }, index) => [name, index, 'good']),
      );
    },
    write: async (given, more = {}, options = {}) => {
      const items = Object.entries(given).map(([name, value]) => ({
        tag: tagAt(simulated(name), more),
        value,
      }));
      return (await writer.write(items, { signal, ...options })).results;
    },
    sent: () =>
      server.seen
        .requests('Write')
        .flatMap(({ nodesToWrite }) => (nodesToWrite ?? []).map(({ value }) => value.value)),
  };
}
