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
import { requestLimits } from './request-fields.ts';
import { tableFormat } from './table-format.ts';

export const area = 's7';

/** What the PLC agreed to: the most bytes of one message, and the most requests under way at once. */
const agreed = v.object({ pdu: v.number(), jobs: v.number() });

const testResult = v.object({
  /** Host and port, with whatever stood for them filled in. */
  place: v.string(),
  /** From the first byte of the connection to the agreement on how to talk. */
  milliseconds: v.number(),
  ...agreed.entries,
});

const listedConnection = v.object({
  ...connectionStatusSchema.entries,
  /** Which part of the PLC is called. */
  called: v.union([v.object({ rack: v.number(), slot: v.number() }), v.object({ tsap: v.string() })]),
  /** While it is connected. */
  agreed: v.optional(agreed),
  /** The tables of tags that speak over it. */
  tables: v.array(v.object({ name: v.string(), tags: v.number() })),
});

export type ListedConnection = v.InferOutput<typeof listedConnection>;

export const s7Routes = defineRoutes(area, {
  test: {
    ...testRoute,
    summary:
      'Connects as a dialog says and agrees with the PLC on how to talk. A connection that is deployed as such is used itself',
    body: v.object({
      ...askedTest,
      /** Its password, where it was typed anew. It is kept nowhere. */
      secrets: v.optional(v.record(boundedText(100), boundedText(100))),
    }),
    response: testResult,
  },
  read: {
    ...readRoute,
    body: v.object({ connection: nodeId, format: tableFormat, limits: requestLimits, tags: typedRows }),
    response: v.object({
      ...readAnswer,
      /** The most bytes of one message, as long as the connection is open. */
      pdu: v.optional(v.number()),
    }),
    maxBodyBytes: 256 * 1024,
  },
  status: {
    ...statusRoute,
    summary: 'How the deployed S7 connections fare: state, agreement, requests, errors, latency',
    response: v.object({ connections: v.array(listedConnection) }),
  },
});
