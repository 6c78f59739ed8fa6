import { field } from '@millwright/schema';

/** Whether nothing at all is written over a connection. */
export const readOnlyField = { readOnly: field.boolean({ default: false, hint: true }) } as const;

/** How long a connection leaves the PLC alone between an answer and the next request. */
export const pauseField = {
  pause: field.integer({ default: 0, min: 0, max: 60_000, unit: 'ms', hint: true, group: 'timing' }),
} as const;

/** How many requests may wait for a connection, and what becomes of one more. */
export const queueFields = {
  queueLimit: field.integer({ default: 1000, min: 1, max: 10_000, hint: true, group: 'load' }),
  queuePolicy: field.choice({
    options: ['reject-new', 'drop-oldest'],
    default: 'reject-new',
    group: 'load',
  }),
} as const;
