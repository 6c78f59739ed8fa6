import { listedConnections, readRows, TestLimit, typedConfig } from '@millwright/plc/runtime';
import { type Host, livingNodes, type RouteHandlers } from '@millwright/runtime';
import { S7Table } from '@millwright/s7/client';
import { type Clock, systemClock } from '@millwright/tags';
import { s7NodeErrors } from '../common/errors.ts';
import type { RequestLimits } from '../common/request-fields.ts';
import { s7Routes } from '../common/routes.ts';
import type { TableFormat } from '../common/table-format.ts';
import { createConnection, type S7Connection } from '../mw-s7-connection/mw-s7-connection.ts';
import { connectionNode } from '../mw-s7-connection/schema.ts';
import { createTags } from '../mw-s7-tags/mw-s7-tags.ts';
import { tagRows } from '../mw-s7-tags/tag-rows.ts';
import { s7Status } from './s7-status.ts';
import { statusOfError } from './status-of-error.ts';
import { testConnection } from './test-connection.ts';

/** What dialogs and the sidebar ask for. */
export function serveRoutes(host: Host, clock: Clock): void {
  const { unsetVariable, testTooOften } = s7NodeErrors;
  const limit = new TestLimit(clock, testTooOften);
  const handlers: RouteHandlers<typeof s7Routes> = {
    test: ({ body: { node, config, secrets = {} } }, { signal }) =>
      limit.run(() => {
        const typed = typedConfig(connectionNode, config, { environment: process.env, unsetVariable });
        const target = node === undefined ? {} : { target: { kind: 'node', id: node } as const };
        return host.operate({ name: 's7.test', locks: [], ...target }, () =>
          testConnection(typed, secrets, { node, signal }),
        );
      }),
    read: async ({ body: { connection, ...rows } }, { signal }) => {
      const asked = connectionOf(connection);
      const samples = await rowsOver(asked, { ...rows, signal });
      const { client, config } = asked;
      const { p50 } = client.snapshot().latency;
      const { facts } = client;
      if (p50 === undefined || facts === undefined) return { samples };
      const pace = { answerTime: p50, between: config.pause, atOnce: facts.jobs };
      return { samples, pace, pdu: facts.pdu };
    },
    status: () => ({
      connections: listedConnections({
        connections: livingNodes(createConnection),
        tables: livingNodes(createTags),
        statusOf: s7Status,
        shownOf: ({ name, behaviour: { size } }) => ({ name, tags: size }),
      }),
    }),
  };
  host.routes(s7Routes, handlers);
}

/** @throws `s7-nodes.connection-unknown` */
function connectionOf(wanted: string): S7Connection {
  const found = livingNodes(createConnection).find(({ id }) => id === wanted);
  if (!found) throw s7NodeErrors.connectionUnknown();
  return found.behaviour;
}

interface Rows {
  readonly format: TableFormat;
  readonly limits: RequestLimits;
  readonly tags: readonly Readonly<Record<string, unknown>>[];
  readonly signal: AbortSignal;
}

/** One sample for each row. */
const rowsOver = ({ client }: S7Connection, { format, limits, tags, signal }: Rows) =>
  readRows({
    connection: client.connection,
    rows: tagRows(format),
    tags,
    read: (sound) =>
      new S7Table({ client, tags: [], plan: limits, clock: systemClock }).readAdHoc(sound, {
        source: 'live values',
        signal,
      }),
    statusOfError,
  });
