import type { Explorer, Reference, VariableDetails } from '@millwright/opcua/client';
import { AskingLimit, deployedConnection } from '@millwright/plc/runtime';
import type { Host, RouteCall, RouteHandlers } from '@millwright/runtime';
import type { Clock, SampleValue } from '@millwright/tags';
import { browseRoutes, mostChildren, mostFound, type NodeDetails } from '../common/browse-routes.ts';
import { opcuaNodeErrors } from '../common/errors.ts';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { readEventType } from './event-type.ts';
import type { Services } from './services.ts';

/** Milliseconds after which a search ends with what it has found. */
const longestSearch = 8_000;

/** As many characters of a value as a line shows. */
const longestValue = 200;

/** What the tree in dialogs asks for. */
export function serveBrowseRoutes(host: Host, clock: Clock): void {
  // A person who opens folder after folder asks less; a program that asks more is to use a node.
  const limit = new AskingLimit({
    clock,
    mostAtOnce: 8,
    mostAMinute: 300,
    tooOften: opcuaNodeErrors.browseTooOften,
  });
  /** Refuses before anything is opened, and holds the connection open while it is asked. */
  const asking = async <Result>(
    wanted: string,
    { allows }: RouteCall,
    ask: (services: Services) => Promise<Result>,
  ): Promise<Result> => {
    // Node-RED itself does not tell a user without this permission from somebody without a log-in.
    if (!(await allows('flows.write'))) throw opcuaNodeErrors.browseNotAllowed();
    const used = deployedConnection(createConnection, wanted, opcuaNodeErrors.notDeployed);
    return limit.run(async () => {
      const release = used.connection.need();
      try {
        return await ask(await used.services());
      } finally {
        release();
      }
    });
  };
  const handlers: RouteHandlers<typeof browseRoutes> = {
    browse: ({ body: { connection, node } }, call) =>
      asking(connection, call, async ({ browser }) => {
        const { references, truncated } = await browser.browse(node, {
          signal: call.signal,
          most: mostChildren,
        });
        return { nodes: references.map(shownNode), truncated };
      }),
    browsePath: ({ body: { connection, node } }, call) =>
      asking(connection, call, async ({ explorer }) => {
        const { nodes, path } = await explorer.wayTo(node, call);
        return { nodes: nodes.map(shownNode), path };
      }),
    search: ({ body: { connection, node, text, classes = ['Object', 'Variable', 'Method'] } }, call) =>
      asking(connection, call, async ({ explorer }) => {
        const end = clock.elapsed() + longestSearch;
        const isOver = (): boolean => clock.elapsed() > end;
        const terms = { signal: call.signal, below: node, classes, most: mostFound, isOver };
        const { found, looked, truncated } = await explorer.search(text, terms);
        return {
          found: found.map((each) => ({ ...shownNode(each), where: [...each.where] })),
          looked,
          truncated,
        };
      }),
    details: ({ body: { connection, nodes } }, call) =>
      asking(connection, call, async ({ explorer }) => ({
        details: await detailsOf(explorer, nodes, call.signal),
      })),
    method: ({ body: { connection, method } }, call) =>
      asking(connection, call, async ({ explorer, methods }) => {
        const { inputs, outputs } = await methods.describe(method, call);
        const types = [...inputs, ...outputs].map(({ dataType }) => dataType);
        const names = await explorer.typeNames(types, call);
        const shown = ({ name, dataType, rank, description }: (typeof inputs)[number]) => ({
          name,
          type: names.get(dataType) ?? dataType,
          dimensions: Math.max(0, rank),
          ...(description !== undefined && { description }),
        });
        return { inputs: inputs.map(shown), outputs: outputs.map(shown) };
      }),
    eventType: ({ body: { connection, type } }, call) =>
      asking(connection, call, ({ browser }) => readEventType(browser, type, call.signal)),
  };
  host.routes(browseRoutes, handlers);
}

const shownNode = ({ address, name, class: of, server }: Reference) => ({
  address,
  name,
  class: of,
  ...(server !== undefined && { elsewhere: true }),
});

async function detailsOf(
  explorer: Explorer,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<NodeDetails[]> {
  const details = await explorer.details(addresses, { signal });
  return details.map(shownDetails);
}

function shownDetails({ address, dataType, rank, access, sample }: VariableDetails): NodeDetails {
  const { value, quality, status, text } = sample;
  return {
    address,
    ...(dataType !== undefined && { type: dataType }),
    ...(rank !== undefined && { dimensions: Math.max(0, rank) }),
    ...(access !== undefined && { access }),
    value: text ?? shownValue(value),
    quality,
    ...(status !== undefined && { status: status.name }),
  };
}

function shownValue(value: SampleValue | null): string | number | boolean | null {
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  const text =
    typeof value === 'string'
      ? value
      : value instanceof Date
        ? value.toISOString()
        : value instanceof Uint8Array
          ? Buffer.from(value).toString('hex')
          : typeof value === 'bigint'
            ? String(value)
            : JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
