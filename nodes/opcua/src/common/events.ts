import type { WriteEvents } from '@millwright/plc';

/** Of which tag, at which place. `value` is what was to be written, in the unit of the table. */
const written = { tag: 'text', address: 'text', value: 'text' } as const;

/** What the audit log is told of writes and calls. Values are in it: a set point is no secret, and who changed it is the point. */
export const writeEvents = {
  write: {
    name: 'opcua.write',
    title:
      'A tag was written, or was refused to be: what to, what was known of it before, and how many writes since the last event have none of their own',
    fields: { ...written, before: 'text', code: 'text', more: 'integer' },
  },
  repeat: {
    name: 'opcua.write.repeat',
    title: 'A flow wrote the same to a tag again and again: how often since the last event',
    fields: { ...written, more: 'integer' },
  },
  call: {
    name: 'opcua.call',
    title: 'A method was called, or was refused to be: which, with which arguments, and how it ended',
    fields: { object: 'text', method: 'text', value: 'text', code: 'text', more: 'integer' },
  },
} as const satisfies WriteEvents<'call'>;
