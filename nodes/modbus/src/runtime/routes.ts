import { statusOfError, systemClock, UnitTable } from '@millwright/modbus';
import { type Host, livingNodes, type RouteHandlers } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { type Clock, type ConnectionState, missing, type Sample } from '@millwright/tags';
import { modbusNodeErrors } from '../common/errors.ts';
import { type ConnectionStatus, modbusRoutes } from '../common/routes.ts';
import { createConnection, type ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { ownTag } from '../mw-modbus-tags/own-tag.ts';
import type { TableFormat } from '../mw-modbus-tags/tag-of.ts';
import { testConnection } from './test-connection.ts';
import { TestLimit } from './test-limit.ts';
import { typedConnection } from './typed-config.ts';

/** What dialogs and the sidebar ask for. */
export function serveRoutes(host: Host, clock: Clock): void {
  const limit = new TestLimit(clock);
  const handlers: RouteHandlers<typeof modbusRoutes> = {
    test: ({ body: { node, config, unit = 1 } }, { signal }) =>
      limit.run(() => {
        const typed = typedConnection(config, process.env);
        const target = node === undefined ? {} : { target: { kind: 'node', id: node } as const };
        return host.operate({ name: 'modbus.test', locks: [], ...target }, () =>
          testConnection(typed, { node, unit, nodeRed: host.nodeRed, signal }),
        );
      }),
    read: async ({ body: { connection, unit, format, tags } }, { signal }) => ({
      samples: await readRows(connectionOf(connection), { unit, format, tags, signal }),
    }),
    status: () => ({
      connections: connectionStatuses(),
    }),
  };
  host.routes(modbusRoutes, handlers);
}

/** @throws `modbus-nodes.connection-unknown` */
function connectionOf(wanted: string): ModbusConnection {
  const found = livingNodes(createConnection).find(({ id }) => id === wanted);
  if (!found) throw modbusNodeErrors.connectionUnknown();
  return found.behaviour;
}

interface Rows {
  readonly unit: number;
  readonly format: TableFormat;
  readonly tags: readonly Readonly<Record<string, unknown>>[];
  readonly signal: AbortSignal;
}

/** One sample for each row; a row that cannot be a tag gets a bad one. */
async function readRows({ client }: ModbusConnection, { unit, format, tags, signal }: Rows) {
  const release = client.connection.need();
  try {
    // Names need not be unique yet, nor even there: the place of a row is.
    const parsed = tags.map((raw, index) => ownTag({ ...raw, name: String(index) }, format));
    const table = new UnitTable({ client, unit, tags: [] });
    const sound = parsed.flatMap((each) => ('tag' in each ? [each.tag] : []));
    const { samples } = await table.readAdHoc(sound, { source: 'live values', signal });
    const bySlot = new Map(samples.map((sample) => [sample.tag, sample]));
    return parsed.flatMap((each, index) => {
      const sample = 'tag' in each ? bySlot.get(String(index)) : impossible(each.address, each.error);
      return sample ? [{ ...plain(sample), tag: String(tags[index]?.['name'] ?? '') }] : [];
    });
  } finally {
    release();
  }
}

const impossible = (address: string, error: unknown): Sample =>
  missing({ name: '', address }, statusOfError(error), systemClock.now());

/** A sample as JSON has it, without what was known before. */
function plain({ value, quality, ts, address, text, status, unit }: Sample) {
  return {
    value: typeof value === 'bigint' ? String(value) : value,
    quality,
    ts,
    address,
    ...(unit !== undefined && { unit }),
    ...(text !== undefined && { text }),
    ...(status && { status: { ...status } }),
  };
}

function connectionStatuses(): ConnectionStatus[] {
  const tables = livingNodes(createTags).map(({ name, behaviour: { connection, unit } }) => ({
    connection,
    shown: { name, unit },
  }));
  const byConnection = Map.groupBy(tables, ({ connection }) => connection);
  return livingNodes(createConnection).map(({ id, name, behaviour }) => ({
    id,
    name,
    ...stateOf(behaviour),
    tables: (byConnection.get(behaviour) ?? []).map(({ shown }) => shown),
  }));
}

function stateOf({
  client,
  config,
  place,
}: ModbusConnection): Omit<ConnectionStatus, 'id' | 'name' | 'tables'> {
  const { state } = client.connection;
  const { errors, latency, bytes, suspended, lastError, ...counts } = client.snapshot();
  return {
    place,
    road: config.road,
    readOnly: config.readOnly,
    phase: state.phase,
    ...waitOf(state),
    counters: {
      ...counts,
      errors: { ...errors },
      latency: { ...latency },
      bytes: { ...bytes },
      suspended: suspended.map((each) => ({ ...each })),
      ...(lastError && { lastError: { ...lastError } }),
    },
  };
}

function waitOf(state: ConnectionState): Pick<ConnectionStatus, 'delay' | 'trouble'> {
  if (state.phase !== 'waiting') return {};
  const { delay, error } = state;
  const code = isCodedError(error) ? error.code : 'unexpected';
  return { delay, trouble: { code, message: error instanceof Error ? error.message : String(error) } };
}
