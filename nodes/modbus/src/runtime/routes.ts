import { type ReadLimits, statusOfError, UnitTable } from '@millwright/modbus';
import { ConnectionTests, deployedConnection, listedConnections, readRows } from '@millwright/plc/runtime';
import { type Host, livingNodes, type RouteHandlers } from '@millwright/runtime';
import type { Clock } from '@millwright/tags';
import { modbusNodeErrors } from '../common/errors.ts';
import { numberedRoads } from '../common/roads.ts';
import { modbusRoutes } from '../common/routes.ts';
import type { TableFormat } from '../common/value-format.ts';
import { createConnection, type ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import type { CreateServer } from '../mw-modbus-server/mw-modbus-server.ts';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagRows } from '../mw-modbus-tags/own-tag.ts';
import { modbusStatus } from './modbus-status.ts';
import { testConnection } from './test-connection.ts';

/** What dialogs and the sidebar ask for. */
export function serveRoutes(host: Host, clock: Clock, createServer: CreateServer): void {
  const tests = new ConnectionTests({
    host,
    clock,
    name: 'modbus.test',
    definition: connectionNode,
    errors: modbusNodeErrors,
  });
  const handlers: RouteHandlers<typeof modbusRoutes> = {
    test: ({ body: { node, config, unit = unitOver(node) } }, { signal }) =>
      tests.run({ node, config }, (typed) =>
        testConnection(typed, { node, unit, nodeRed: host.nodeRed, signal }),
      ),
    read: async ({ body: { connection, ...rows } }, { signal }) => {
      const asked = deployedConnection(createConnection, connection, modbusNodeErrors.connectionUnknown);
      const samples = await rowsOver(asked, { ...rows, signal });
      const { client, config } = asked;
      const { p50 } = client.snapshot().latency;
      if (p50 === undefined) return { samples };
      return { samples, pace: { answerTime: p50, between: client.between, atOnce: atOnceOf(config) } };
    },
    status: () => ({
      connections: listedConnections({
        connections: livingNodes(createConnection),
        tables: livingNodes(createTags),
        statusOf: modbusStatus,
        shownOf: ({ name, behaviour: { unit } }) => ({ name, unit }),
      }),
      servers: livingNodes(createServer).map(({ behaviour }) => behaviour.listed()),
    }),
  };
  host.routes(modbusRoutes, handlers);
}

/** A unit that is known behind a connection: it answers where another may not be there at all. */
function unitOver(connection: string | undefined): number {
  const table = livingNodes(createTags).find(({ behaviour }) => behaviour.connection.id === connection);
  return table?.behaviour.unit ?? 1;
}

/** How many requests of a connection may be under way. */
const atOnceOf = ({ road, depth }: ModbusConnection['config']): number =>
  numberedRoads.some((each) => each === road) ? depth : 1;

interface Rows {
  readonly unit: number;
  readonly format: TableFormat;
  readonly limits: ReadLimits;
  readonly tags: readonly Readonly<Record<string, unknown>>[];
  readonly signal: AbortSignal;
}

/** One sample for each row. */
const rowsOver = ({ client }: ModbusConnection, { unit, format, limits, tags, signal }: Rows) =>
  readRows({
    connection: client.connection,
    rows: tagRows(format),
    tags,
    read: (sound) =>
      new UnitTable({ client, unit, tags: [], limits }).readAdHoc(sound, { source: 'live values', signal }),
    statusOfError,
  });
