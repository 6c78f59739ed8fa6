import { accessColumns, nameColumn, valueColumns } from '@millwright/plc';
import { field } from '@millwright/schema';
import { byteOrders, maxStringLength, tagTypes } from '@millwright/tags';
import { areas } from './area.ts';

/** The columns of the table of tags. */
export const tagColumns = {
  ...nameColumn,
  area: field.choice({ options: areas, default: 'holding-register' }),
  address: field.text({ default: '0', required: true, maxLength: 12 }),
  type: field.choice({ options: tagTypes, default: 'uint16' }),
  byteOrder: field.choice({ options: ['table', ...byteOrders], default: 'table' }),
  ...accessColumns,
  bit: field.integer({ optional: true, rare: true, min: 0, max: 15 }),
  length: field.integer({ optional: true, rare: true, min: 1, max: maxStringLength }),
  ...valueColumns,
} as const;
