import { opcuaErrors } from '@millwright/opcua';
import type { Browser, Reference, Resolver } from '@millwright/opcua/client';
import { ConnectionUser } from '@millwright/plc/runtime';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import type { Services } from '../runtime/services.ts';
import { type BrowseRequest, browseRequest } from './browse-request.ts';
import type { BrowseConfig } from './schema.ts';

/** On a message: finds out what is in a server. */
export const createBrowse = (context: NodeContext<BrowseConfig>) => {
  const { config, signal } = context;
  const connection = context.refer(createConnection, connectionNode.type, config.connection);
  const user = new ConnectionUser(context, connection);

  return {
    async input(message: Message, send: (message: Sent) => void): Promise<void> {
      const request = browseRequest(message['node'], config);
      user.need();
      const services = await connection.services();
      const limit = AbortSignal.timeout(config.timeout);
      try {
        Object.assign(message, await answer(services, request, AbortSignal.any([signal, limit])));
      } catch (error) {
        throw error === limit.reason ? opcuaErrors.timeout({ milliseconds: config.timeout }) : error;
      }
      send(message);
    },
    close: () => user.close(),
  };
};

/** What is set in the message. */
async function answer(
  services: Services,
  request: BrowseRequest,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const { client, browser, explorer } = services;
  if (request.what === 'resolve') return { payload: await resolved(client.resolver, request, signal) };
  const { nodes, truncated, failed } = await found(browser, request, signal);
  const payload = request.details ? await explorer.withDetails(nodes, { signal }) : nodes;
  return { payload, truncated, ...(failed.length > 0 && { failed }) };
}

/** For each address, in their order, the node that it stands for, or why it stands for none. */
async function resolved(
  resolver: Resolver,
  { nodes }: BrowseRequest,
  signal: AbortSignal,
): Promise<readonly object[]> {
  const places = await resolver.resolve(nodes, { signal });
  return nodes.map((address) => {
    const place = places.get(address);
    if (place === undefined || 'error' in place) return { address, node: null, error: told(place?.error) };
    return { address, node: resolver.textOf(place.nodeId, place.link) };
  });
}

interface FoundNodes {
  readonly nodes: readonly Reference[];
  readonly truncated: boolean;
  readonly failed: readonly object[];
}

async function found(browser: Browser, request: BrowseRequest, signal: AbortSignal): Promise<FoundNodes> {
  const { nodes: starts, classes, direction, reference, subtypes, most, levels } = request;
  const filter = { signal, classes, direction, subtypes, ...(reference !== '' && { reference }) };
  if (request.what === 'references') {
    const outcomes = await browser.browseMany(starts, { ...filter, most });
    const [only] = outcomes;
    if (!request.isList && only !== undefined && 'error' in only) throw only.error;
    return {
      nodes: outcomes.flatMap((outcome, index) =>
        'error' in outcome
          ? []
          : outcome.result.references.map((each) => ({ ...each, parent: starts[index] ?? '' })),
      ),
      truncated: outcomes.some((outcome) => 'result' in outcome && outcome.result.truncated),
      failed: outcomes.flatMap((outcome, index) =>
        'error' in outcome ? [{ address: starts[index], error: told(outcome.error) }] : [],
      ),
    };
  }
  const nodes: Reference[] = [];
  const failed: object[] = [];
  let truncated = false;
  for (const start of starts) {
    // What is passed over still leads on: only what is reported is of the wanted class.
    const { classes: _classes, direction: _direction, ...way } = filter;
    const crawled = await browser.crawl(start, {
      ...way,
      mostNodes: Math.max(1, most - nodes.length),
      mostLevels: levels,
      wanted: ({ class: of }) => classes.length === 0 || classes.some((name) => name === of),
    });
    nodes.push(...crawled.nodes);
    truncated ||= crawled.truncated;
    failed.push(...crawled.failed.map(({ address, error }) => ({ address, error: told(error) })));
    if (!request.isList && crawled.nodes.length === 0 && crawled.failed.length > 0)
      throw crawled.failed[0]?.error;
    if (nodes.length >= most) return { nodes, truncated: truncated || starts.at(-1) !== start, failed };
  }
  return { nodes, truncated, failed };
}

const told = (error: unknown): object =>
  isCodedError(error) ? { code: error.code, message: error.message } : { message: String(error) };
