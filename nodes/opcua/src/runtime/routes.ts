import { ConnectionTests, deployedConnection, listedConnections, readRows } from '@millwright/plc/runtime';
import { type Host, livingNodes, type RouteHandlers } from '@millwright/runtime';
import type { Clock } from '@millwright/tags';
import { opcuaNodeErrors } from '../common/errors.ts';
import { opcuaRoutes } from '../common/routes.ts';
import type { TableFormat } from '../common/table-format.ts';
import { createConnection, type OpcUaConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import { createTags } from '../mw-opcua-tags/mw-opcua-tags.ts';
import { tagRows } from '../mw-opcua-tags/tag-rows.ts';
import { opcuaStatus } from './opcua-status.ts';
import { statusOfError } from './status-of-error.ts';
import { testConnection } from './test-connection.ts';

/** What dialogs and the sidebar ask for. */
export function serveRoutes(host: Host, clock: Clock): void {
  const tests = new ConnectionTests({
    host,
    clock,
    name: 'opcua.test',
    definition: connectionNode,
    errors: opcuaNodeErrors,
  });
  const handlers: RouteHandlers<typeof opcuaRoutes> = {
    test: ({ body: { node, config, secrets = {} } }, { signal }) =>
      tests.run({ node, config }, (typed) => testConnection(typed, secrets, { node, signal })),
    read: async ({ body: { connection, format, tags } }, { signal }) => {
      const asked = deployedConnection(createConnection, connection, opcuaNodeErrors.connectionUnknown);
      const samples = await rowsOver(asked, { format, tags, signal });
      const { p50 } = asked.snapshot().latency;
      const perRequest = asked.connection.current?.client.facts?.limits.maxNodesPerRead;
      return {
        samples,
        ...(p50 !== undefined && { pace: { answerTime: p50, between: 0, atOnce: asked.config.depth } }),
        ...(perRequest !== undefined && { perRequest }),
      };
    },
    status: () => ({
      connections: listedConnections({
        connections: livingNodes(createConnection),
        tables: livingNodes(createTags),
        statusOf: opcuaStatus,
        shownOf: ({ name, behaviour: { size } }) => ({ name, tags: size }),
      }),
    }),
  };
  host.routes(opcuaRoutes, handlers);
}

interface Rows {
  readonly format: TableFormat;
  readonly tags: readonly Readonly<Record<string, unknown>>[];
  readonly signal: AbortSignal;
}

/** One sample for each row. */
const rowsOver = (asked: OpcUaConnection, { format, tags, signal }: Rows) =>
  readRows({
    connection: asked.connection,
    rows: tagRows(format),
    tags,
    read: async (sound) => (await asked.services()).reader.read(sound, { source: 'live values', signal }),
    statusOfError,
  });
