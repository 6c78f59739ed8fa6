import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { byteOrders, wideForms } from '@millwright/tags';
import { notations } from '../common/address.ts';
import { lineFields } from '../common/line-fields.ts';
import { networkRoads, roads, serialRoads } from '../common/roads.ts';
import { serverColumns } from '../common/server-columns.ts';
import { checkServed, servedProblems } from '../common/server-rules.ts';

/** A Modbus server: what it holds stands in a table, or a flow answers each request. */
export const serverNode = defineNode({
  type: 'mw-modbus-server',
  kind: 'node',
  version: 1,
  inputs: 1,
  outputs: 1,
  fields: {
    name: field.text({ maxLength: 100 }),
    road: field.choice({ options: roads, default: 'tcp' }),
    host: field.text({
      default: '127.0.0.1',
      required: true,
      maxLength: 253,
      hint: true,
      when: { road: networkRoads },
    }),
    port: field.integer({ default: 502, min: 1, max: 65535, hint: true, when: { road: networkRoads } }),
    tls: field.reference({ to: 'tls-config', hint: true, when: { road: ['tls'] } }),
    path: field.text({ required: true, maxLength: 200, when: { road: serialRoads } }),
    ...lineFields,
    unit: field.integer({ optional: true, min: 0, max: 255, hint: true }),
    absent: field.choice({
      options: ['silence', 'gateway-exception'],
      default: 'silence',
      when: { road: networkRoads },
    }),
    mode: field.choice({ options: ['table', 'messages'], default: 'table', hint: true }),
    answerWithin: field.integer({
      default: 1000,
      min: 10,
      max: 60_000,
      unit: 'ms',
      hint: true,
      when: { mode: ['messages'] },
    }),
    notation: field.choice({ options: notations, default: 'zero', when: { mode: ['table'] } }),
    byteOrder: field.choice({ options: byteOrders, default: 'ABCD', when: { mode: ['table'] } }),
    wide: field.choice({ options: wideForms, default: 'number', hint: true, when: { mode: ['table'] } }),
    tags: field.rows({
      minRows: 1,
      maxRows: 5000,
      unique: 'name',
      hint: true,
      when: { mode: ['table'] },
      columns: serverColumns,
      problems: servedProblems,
      check: checkServed,
    }),
    persist: field.boolean({ default: false, hint: true, when: { mode: ['table'] } }),
    maxConnections: field.integer({ default: 16, min: 1, max: 1000, group: 'limits' }),
    idleTimeout: field.integer({ default: 0, min: 0, max: 86_400, unit: 's', hint: true, group: 'limits' }),
    allow: field.rows({
      maxRows: 200,
      unique: 'address',
      hint: true,
      group: 'limits',
      columns: { address: field.text({ required: true, maxLength: 50 }) },
    }),
  },
  problems: ['unit-on-line'],
  // On a bus one that answers for every unit would also do what others are told to; 0 means all, and nobody answers then.
  check: ({ road, unit = 0 }) =>
    unit === 0 && serialRoads.some((each) => each === road) ? [{ path: ['unit'], code: 'unit-on-line' }] : [],
});

export type ServerConfig = ConfigOf<typeof serverNode>;
