import { type ReadLimits, statusOfError, systemClock, UnitTable } from '@millwright/modbus';
import { ownTag, shownSampleOf, TestLimit, toldError, typedConfig } from '@millwright/plc/runtime';
import { type Host, livingNodes, type RouteHandlers } from '@millwright/runtime';
import { type Clock, missing, type Sample } from '@millwright/tags';
import { modbusNodeErrors } from '../common/errors.ts';
import { numberedRoads } from '../common/roads.ts';
import { type ListedConnection, modbusRoutes } from '../common/routes.ts';
import { createConnection, type ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { connectionNode } from '../mw-modbus-connection/schema.ts';
import type { CreateServer } from '../mw-modbus-server/mw-modbus-server.ts';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagRows } from '../mw-modbus-tags/own-tag.ts';
import type { TableFormat } from '../mw-modbus-tags/tag-of.ts';
import { modbusStatus } from './modbus-status.ts';
import { testConnection } from './test-connection.ts';

/** What dialogs and the sidebar ask for. */
export function serveRoutes(host: Host, clock: Clock, createServer: CreateServer): void {
  const limit = new TestLimit(clock, modbusNodeErrors.testTooOften);
  const handlers: RouteHandlers<typeof modbusRoutes> = {
    test: ({ body: { node, config, unit = unitOver(node) } }, { signal }) =>
      limit.run(() => {
        const { unsetVariable } = modbusNodeErrors;
        const typed = typedConfig(connectionNode, config, { environment: process.env, unsetVariable });
        const target = node === undefined ? {} : { target: { kind: 'node', id: node } as const };
        return host.operate({ name: 'modbus.test', locks: [], ...target }, () =>
          testConnection(typed, { node, unit, nodeRed: host.nodeRed, signal }),
        );
      }),
    read: async ({ body: { connection, ...rows } }, { signal }) => {
      const asked = connectionOf(connection);
      const samples = await readRows(asked, { ...rows, signal });
      const { client, config } = asked;
      const { p50 } = client.snapshot().latency;
      if (p50 === undefined) return { samples };
      return { samples, pace: { answerTime: p50, between: client.between, atOnce: atOnceOf(config) } };
    },
    status: () => ({
      connections: listedConnections(),
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

/** @throws `modbus-nodes.connection-unknown` */
function connectionOf(wanted: string): ModbusConnection {
  const found = livingNodes(createConnection).find(({ id }) => id === wanted);
  if (!found) throw modbusNodeErrors.connectionUnknown();
  return found.behaviour;
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

/** One sample for each row; a row that cannot be a tag gets a bad one. */
async function readRows({ client }: ModbusConnection, { unit, format, limits, tags, signal }: Rows) {
  const release = client.connection.need();
  try {
    // Names need not be unique yet, nor even there: the place of a row is.
    const rows = tagRows(format);
    const parsed = tags.map((raw, index) => ownTag({ ...raw, name: String(index) }, rows));
    const table = new UnitTable({ client, unit, tags: [], limits });
    const sound = parsed.flatMap((each) => ('tag' in each ? [each.tag] : []));
    const { samples, errors } = await table.readAdHoc(sound, { source: 'live values', signal });
    const bySlot = new Map(samples.map((sample) => [sample.tag, sample]));
    return parsed.flatMap((each, index) => {
      const slot = String(index);
      const sample = 'tag' in each ? bySlot.get(slot) : impossible(each.address, each.error);
      const error = toldError('tag' in each ? errors.get(slot) : each.error);
      return sample ? [{ ...shownSampleOf(sample), ...error, tag: String(tags[index]?.['name'] ?? '') }] : [];
    });
  } finally {
    release();
  }
}

const impossible = (address: string, error: unknown): Sample =>
  missing({ name: '', address }, statusOfError(error), systemClock.now());

function listedConnections(): ListedConnection[] {
  const tables = livingNodes(createTags).map(({ name, behaviour: { connection, unit } }) => ({
    connection,
    shown: { name, unit },
  }));
  const byConnection = Map.groupBy(tables, ({ connection }) => connection);
  return livingNodes(createConnection).map(({ behaviour }) => ({
    ...modbusStatus(behaviour),
    tables: (byConnection.get(behaviour) ?? []).map(({ shown }) => shown),
  }));
}
