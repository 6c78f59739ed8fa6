import { ConnectionTests, deployedConnection, listedConnections, readRows } from '@millwright/plc/runtime';
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
  const tests = new ConnectionTests({
    host,
    clock,
    name: 's7.test',
    definition: connectionNode,
    errors: s7NodeErrors,
  });
  const handlers: RouteHandlers<typeof s7Routes> = {
    test: ({ body: { node, config, secrets = {} } }, { signal }) =>
      tests.run({ node, config }, (typed) => testConnection(typed, secrets, { node, signal })),
    read: async ({ body: { connection, ...rows } }, { signal }) => {
      const asked = deployedConnection(createConnection, connection, s7NodeErrors.connectionUnknown);
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
