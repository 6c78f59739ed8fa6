import {
  askedTest,
  connectionStatusSchema,
  nodeId,
  readAnswer,
  readRoute,
  statusRoute,
  testRoute,
  toldErrorSchema,
  toldStatus,
  typedRows,
} from '@millwright/plc';
import { defineRoutes } from '@millwright/schema';
import { byteOrders, wideForms } from '@millwright/tags';
import * as v from 'valibot';
import { notations } from './address.ts';

export const area = 'modbus';

const unit = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255));

/** How a table reads its tags, as its dialog holds it. */
export const tableFormat = v.object({
  notation: v.picklist(notations),
  byteOrder: v.picklist(byteOrders),
  wide: v.picklist(wideForms),
  encoding: v.picklist(['latin1', 'utf8']),
  sentinel: v.picklist(['none', 'sunspec']),
  sentinelQuality: v.picklist(['uncertain', 'bad']),
});

/** What one request may ask for at most, and the gap between values that is read along. */
export const readLimits = v.object({
  registers: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(125)),
  bits: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)),
  gap: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(124)),
});

const testResult = v.object({
  /** Host and port, or the serial port, with whatever stood for them filled in. */
  place: v.string(),
  /** The unit that was asked. */
  unit: v.number(),
  /** From the first byte of the connection to the first answer. */
  milliseconds: v.number(),
  /** Whether the unit answered; a gateway may connect and have no such unit. */
  answered: v.boolean(),
  /** What it says of itself, where it does. */
  identification: v.optional(v.array(v.object({ name: v.string(), text: v.string() }))),
  /** Why there was no answer. */
  status: v.optional(toldStatus),
  error: v.optional(toldErrorSchema),
});

const listedConnection = v.object({
  ...connectionStatusSchema.entries,
  road: v.string(),
  /** The tables of tags that speak over it. */
  tables: v.array(v.object({ name: v.string(), unit: v.number() })),
});

export type ListedConnection = v.InferOutput<typeof listedConnection>;

const listedServer = v.object({
  id: v.string(),
  name: v.string(),
  /** Host and port, or the serial port. */
  place: v.string(),
  road: v.string(),
  phase: v.picklist(['starting', 'listening', 'waiting']),
  /** Until the next attempt to listen, while it waits: milliseconds. */
  delay: v.optional(v.number()),
  /** Why it does not listen. */
  error: v.optional(toldErrorSchema),
  /** Connected now; none where there are no connections, as over UDP and on a serial line. */
  clients: v.optional(v.number()),
  counters: v.object({
    requests: v.number(),
    /** Requests that were answered with an exception. */
    exceptions: v.number(),
    /** Clients, or datagrams, that were turned away, those included whose handshake failed. */
    refused: v.number(),
  }),
  lastError: v.optional(v.object({ ...toldErrorSchema.entries, at: v.number() })),
});

export type ListedServer = v.InferOutput<typeof listedServer>;

export const modbusRoutes = defineRoutes(area, {
  test: {
    ...testRoute,
    summary:
      'Connects as a dialog says and asks a unit what it is. A connection that is deployed as such is used itself',
    body: v.object({
      // Certificates and keys are those of the TLS configuration that it names.
      ...askedTest,
      /** Which is asked. Default: that of a deployed table over this connection, or 1. */
      unit: v.optional(unit),
    }),
    response: testResult,
  },
  read: {
    ...readRoute,
    body: v.object({
      connection: nodeId,
      unit,
      format: tableFormat,
      limits: readLimits,
      tags: typedRows,
    }),
    response: v.object(readAnswer),
    maxBodyBytes: 256 * 1024,
  },
  status: {
    ...statusRoute,
    summary: 'How the deployed connections and servers fare: state, requests, errors, latency, clients',
    response: v.object({ connections: v.array(listedConnection), servers: v.array(listedServer) }),
  },
});
