import { hostField, nameField, pauseField, queueFields, readOnlyField } from '@millwright/plc';
import { type ConfigOf, defineNode, field } from '@millwright/schema';
import { writeRangesField } from '../common/write-ranges.ts';

const byRack = { called: ['rack-slot'] };
const byTsap = { called: ['tsap'] };

/** Two bytes, as the tools of Siemens write them (`10.00`) or in hexadecimal digits (`1000`, `0x1000`). */
const tsap = {
  required: true,
  maxLength: 6,
  hint: true,
  pattern: { expression: /^(?:[\da-f]{2}\.[\da-f]{2}|(?:0x)?[\da-f]{4})$/i, problem: 'bad-tsap' },
  when: byTsap,
} as const;

/** One connection to a PLC, shared by all nodes that name it. */
export const connectionNode = defineNode({
  type: 'mw-s7-connection',
  kind: 'config',
  version: 1,
  fields: {
    ...nameField,
    host: field.text(hostField),
    port: field.integer({ default: 102, min: 1, max: 65_535 }),
    called: field.choice({ options: ['rack-slot', 'tsap'], default: 'rack-slot', hint: true }),
    rack: field.integer({ default: 0, min: 0, max: 7, when: byRack }),
    slot: field.integer({ default: 1, min: 0, max: 31, hint: true, when: byRack }),
    as: field.choice({ options: ['pg', 'op', 'basic'], default: 'pg', hint: true, when: byRack }),
    localTsap: field.text({ ...tsap, default: '10.00' }),
    remoteTsap: field.text({ ...tsap, default: '02.00' }),
    password: field.secret({ hint: true }),
    timeout: field.integer({ default: 2000, min: 50, max: 60_000, unit: 'ms', hint: true }),
    ...readOnlyField,
    ...writeRangesField,
    connectTimeout: field.integer({ default: 5000, min: 100, max: 60_000, unit: 'ms', group: 'timing' }),
    ...pauseField,
    retryMost: field.integer({
      default: 15_000,
      min: 1000,
      max: 600_000,
      unit: 'ms',
      hint: true,
      group: 'timing',
    }),
    pdu: field.integer({ default: 960, min: 112, max: 960, unit: 'bytes', hint: true, group: 'load' }),
    jobs: field.integer({ default: 8, min: 1, max: 32, hint: true, group: 'load' }),
    ...queueFields,
  },
});

export type ConnectionConfig = ConfigOf<typeof connectionNode>;
