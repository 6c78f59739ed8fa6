import type { WriteEvents } from '@millwright/plc';

/** Of which tag, at which place. `value` is what was to be written, in the unit of the table. */
const written = { tag: 'text', address: 'text', value: 'text' } as const;

/** What the audit log is told of writes. Values are in it: a set point is no secret, and who changed it is the point. */
export const writeEvents = {
  write: {
    name: 's7.write',
    title:
      'A tag was written, or was refused to be: what to, what was known of it before, and how many writes since the last event have none of their own',
    fields: { ...written, before: 'text', code: 'text', more: 'integer' },
  },
  repeat: {
    name: 's7.write.repeat',
    title: 'A flow wrote the same to a tag again and again: how often since the last event',
    fields: { ...written, more: 'integer' },
  },
  control: {
    name: 's7.control',
    title:
      'A PLC was stopped or started, or its clock was set, or that was refused: which of them, and how it ended',
    fields: { action: 'text', value: 'text', code: 'text', more: 'integer' },
  },
} as const satisfies WriteEvents<'control'>;
