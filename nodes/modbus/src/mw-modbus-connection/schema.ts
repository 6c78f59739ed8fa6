import { hostField, nameField, pauseField, queueFields, readOnlyField } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { lastAddress } from '../common/area.ts';
import { lineFields } from '../common/line-fields.ts';
import { lineRoads, networkRoads, numberedRoads, roads, serialRoads, streamRoads } from '../common/roads.ts';

/** One connection to a PLC, a gateway or a serial line, shared by all nodes that name it. */
export const connectionNode = defineNode({
  type: 'mw-modbus-connection',
  kind: 'config',
  version: 1,
  fields: {
    ...nameField,
    road: field.choice({ options: roads, default: 'tcp' }),
    host: field.text({ ...hostField, when: { road: networkRoads } }),
    port: field.integer({ default: 502, min: 1, max: 65535, when: { road: networkRoads } }),
    tls: field.reference({ to: 'tls-config', hint: true, when: { road: ['tls'] } }),
    path: field.text({ required: true, maxLength: 200, hint: true, when: { road: serialRoads } }),
    ...lineFields,
    timeout: field.integer({ default: 1000, min: 10, max: 60_000, unit: 'ms', hint: true }),
    ...readOnlyField,
    writeAllow: field.rows({
      maxRows: 500,
      hint: true,
      group: 'writing',
      columns: {
        unit: field.integer({ optional: true, min: 0, max: 255 }),
        area: field.choice({ options: ['any', 'coil', 'holding-register'], default: 'any' }),
        first: field.integer({ default: 0, min: 0, max: lastAddress }),
        last: field.integer({ default: lastAddress, min: 0, max: lastAddress }),
      },
      problems: ['last-before-first'],
      check: ({ first, last }) => (last < first ? { last: 'last-before-first' } : {}),
    }),
    connectTimeout: field.integer({ default: 3000, min: 100, max: 60_000, unit: 'ms', group: 'timing' }),
    connectDelay: field.integer({
      default: 0,
      min: 0,
      max: 60_000,
      unit: 'ms',
      hint: true,
      group: 'timing',
    }),
    ...pauseField,
    keepAlive: field.integer({
      default: 10_000,
      min: 1000,
      max: 3_600_000,
      unit: 'ms',
      hint: true,
      group: 'timing',
      when: { road: streamRoads },
    }),
    silence: field.number({
      default: 0,
      min: 0,
      max: 1000,
      unit: 'ms',
      hint: true,
      group: 'timing',
      when: { road: ['rtu'] },
    }),
    turnaround: field.integer({
      default: 100,
      min: 0,
      max: 60_000,
      unit: 'ms',
      hint: true,
      group: 'timing',
      when: { road: lineRoads },
    }),
    depth: field.integer({
      default: 1,
      min: 1,
      max: 16,
      hint: true,
      group: 'load',
      when: { road: numberedRoads },
    }),
    ...queueFields,
  },
});

export type ConnectionConfig = ConfigOf<typeof connectionNode>;
