import {
  askedTest,
  connectionStatusSchema,
  nodeId,
  readAnswer,
  readRoute,
  statusRoute,
  testRoute,
  typedRows,
} from '@millwright/plc';
import { boundedText, defineRoutes } from '@millwright/schema';
import * as v from 'valibot';
import { tableFormat } from './table-format.ts';

export const area = 'opcua';

const security = {
  /** The last part of the policy's URI: `None`, `Basic256Sha256` … */
  policy: v.string(),
  mode: v.picklist(['None', 'Sign', 'SignAndEncrypt']),
};

const testResult = v.object({
  /** The URL, with whatever stood for its parts filled in. */
  place: v.string(),
  /** From the first byte of the connection to the server's own state. */
  milliseconds: v.number(),
  ...security,
  /** What the server says of itself. */
  product: v.optional(v.string()),
  manufacturer: v.optional(v.string()),
  version: v.optional(v.string()),
  state: v.optional(v.string()),
});

const listedConnection = v.object({
  ...connectionStatusSchema.entries,
  /** How the session is protected, while there is one. */
  security: v.optional(v.object(security)),
  /** Whether its user allows it to be unprotected. */
  unsecured: v.boolean(),
  /** What was let pass because a user said so, and what the server does otherwise than one might think. */
  notices: v.array(v.string()),
  /** The tables of tags that speak over it. */
  tables: v.array(v.object({ name: v.string(), tags: v.number() })),
});

export type ListedConnection = v.InferOutput<typeof listedConnection>;

const secret = boundedText(256 * 1024);

export const opcuaRoutes = defineRoutes(area, {
  test: {
    ...testRoute,
    summary:
      'Connects as a dialog says and asks the server what it is. Secrets that the dialog does not hold are those of the deployed connection, as long as the server is the same',
    body: v.object({
      ...askedTest,
      /** Its secrets as they are typed; those that are not named are the deployed ones. They are kept nowhere. */
      secrets: v.optional(v.record(boundedText(100), secret)),
    }),
    response: testResult,
    maxBodyBytes: 1024 * 1024,
  },
  read: {
    ...readRoute,
    body: v.object({ connection: nodeId, format: tableFormat, tags: typedRows }),
    response: v.object({
      ...readAnswer,
      /** So many values one request may ask for, as far as the server has said. */
      perRequest: v.optional(v.number()),
    }),
    maxBodyBytes: 2 * 1024 * 1024,
  },
  status: {
    ...statusRoute,
    summary: 'How the deployed OPC UA connections fare: state, security, requests, errors, latency',
    response: v.object({ connections: v.array(listedConnection) }),
  },
});
