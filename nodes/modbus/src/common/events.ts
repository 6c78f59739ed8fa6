import type { WriteEvents } from '@millwright/plc';

/** Of which tag, at which place. `value` is what was to be written, in the unit of the table. */
const written = { tag: 'text', address: 'text', unit: 'integer', value: 'text' } as const;

/** What the audit log is told of writes. Values are in it: a set point is no secret, and who changed it is the point. */
export const writeEvents = {
  write: {
    name: 'modbus.write',
    title:
      'A tag was written, or was refused to be: what to, what was known of it before, and how many writes since the last event have none of their own',
    fields: { ...written, before: 'text', code: 'text', more: 'integer' },
  },
  repeat: {
    name: 'modbus.write.repeat',
    title: 'A flow wrote the same to a tag again and again: how often since the last event',
    fields: { ...written, more: 'integer' },
  },
  request: {
    name: 'modbus.request',
    title: 'A request of an expert that may change something was sent, or refused: which function',
    fields: { function: 'text', unit: 'integer', address: 'integer', code: 'text', more: 'integer' },
  },
} as const satisfies WriteEvents<'request'>;
