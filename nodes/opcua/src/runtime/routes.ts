import {
  ownTag,
  shownSampleOf,
  systemClock,
  TestLimit,
  toldError,
  typedConfig,
} from '@millwright/plc/runtime';
import { type Host, livingNodes, type RouteHandlers } from '@millwright/runtime';
import { type Clock, missing, type Sample } from '@millwright/tags';
import { opcuaNodeErrors } from '../common/errors.ts';
import { type ListedConnection, opcuaRoutes } from '../common/routes.ts';
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
  const { unsetVariable, testTooOften } = opcuaNodeErrors;
  const limit = new TestLimit(clock, testTooOften);
  const handlers: RouteHandlers<typeof opcuaRoutes> = {
    test: ({ body: { node, config, secrets = {} } }, { signal }) =>
      limit.run(() => {
        const typed = typedConfig(connectionNode, config, { environment: process.env, unsetVariable });
        const target = node === undefined ? {} : { target: { kind: 'node', id: node } as const };
        return host.operate({ name: 'opcua.test', locks: [], ...target }, () =>
          testConnection(typed, secrets, { node, signal }),
        );
      }),
    read: async ({ body: { connection, format, tags } }, { signal }) => {
      const asked = connectionOf(connection);
      const samples = await readRows(asked, { format, tags, signal });
      const { p50 } = asked.snapshot().latency;
      const perRequest = asked.connection.current?.client.facts?.limits.maxNodesPerRead;
      return {
        samples,
        ...(p50 !== undefined && { pace: { answerTime: p50, between: 0, atOnce: asked.config.depth } }),
        ...(perRequest !== undefined && { perRequest }),
      };
    },
    status: () => ({ connections: listedConnections() }),
  };
  host.routes(opcuaRoutes, handlers);
}

/** @throws `opcua-nodes.connection-unknown` */
export function connectionOf(wanted: string): OpcUaConnection {
  const found = livingNodes(createConnection).find(({ id }) => id === wanted);
  if (!found) throw opcuaNodeErrors.connectionUnknown();
  return found.behaviour;
}

interface Rows {
  readonly format: TableFormat;
  readonly tags: readonly Readonly<Record<string, unknown>>[];
  readonly signal: AbortSignal;
}

/** One sample for each row; a row that cannot be a tag gets a bad one. */
async function readRows(asked: OpcUaConnection, { format, tags, signal }: Rows) {
  const release = asked.connection.need();
  try {
    const { reader } = await asked.services();
    const rows = tagRows(format);
    // Names need not be unique yet, nor even there: the place of a row is.
    const parsed = tags.map((raw, index) => ownTag({ ...raw, name: String(index) }, rows));
    const sound = parsed.flatMap((each) => ('tag' in each ? [each.tag] : []));
    const { samples, errors } = await reader.read(sound, { source: 'live values', signal });
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
  const tables = livingNodes(createTags).map(({ name, behaviour }) => ({
    connection: behaviour.connection,
    shown: { name, tags: behaviour.size },
  }));
  const byConnection = Map.groupBy(tables, ({ connection }) => connection);
  return livingNodes(createConnection).map(({ behaviour }) => ({
    ...opcuaStatus(behaviour),
    tables: (byConnection.get(behaviour) ?? []).map(({ shown }) => shown),
  }));
}
