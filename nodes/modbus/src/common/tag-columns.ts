import { field } from '@millwright/schema';
import { byteOrders, maxStringLength, tagTypes } from '@millwright/tags';
import { areas } from './area.ts';

const most = 1e300;
const anyNumber = { optional: true, rare: true, min: -most, max: most } as const;

/** Tag names become the keys of msg.payload. */
const name = field.text({
  required: true,
  maxLength: 100,
  pattern: { expression: /^(?!__)/, problem: 'bad-tag-name' },
});

const engineeringUnit = field.text({ maxLength: 20, rare: true });

const deadband = field.text({
  maxLength: 20,
  rare: true,
  pattern: { expression: /^\d+(\.\d+)?(e[+-]?\d+)?\s*%?$/i, problem: 'bad-deadband' },
});

const group = field.text({ maxLength: 50, rare: true });

/** The columns of the table of tags. */
export const tagColumns = {
  name,
  area: field.choice({ options: areas, default: 'holding-register' }),
  address: field.text({ default: '0', required: true, maxLength: 12 }),
  type: field.choice({ options: tagTypes, default: 'uint16' }),
  byteOrder: field.choice({ options: ['table', ...byteOrders], default: 'table' }),
  access: field.choice({ options: ['read', 'read-write', 'write'], default: 'read' }),
  unit: engineeringUnit,
  bit: field.integer({ optional: true, rare: true, min: 0, max: 15 }),
  length: field.integer({ optional: true, rare: true, min: 1, max: maxStringLength }),
  factor: field.number(anyNumber),
  offset: field.number(anyNumber),
  rawLow: field.number(anyNumber),
  rawHigh: field.number(anyNumber),
  scaledLow: field.number(anyNumber),
  scaledHigh: field.number(anyNumber),
  clamp: field.boolean({ default: false, rare: true }),
  deadband,
  group,
  min: field.number(anyNumber),
  max: field.number(anyNumber),
  maxStep: field.number({ ...anyNumber, min: 0 }),
} as const;

/** The columns of the tags that are worked out from others. */
export const computedColumns = {
  name,
  expression: field.text({ required: true, maxLength: 500 }),
  unit: engineeringUnit,
  deadband,
  group,
} as const;
