import { field } from '@millwright/schema';
import { tagColumns } from './tag-columns.ts';

const { name, area, address, type, byteOrder, bit, length } = tagColumns;

/** The columns of what a server holds. */
export const serverColumns = {
  name,
  area,
  address,
  type,
  byteOrder,
  /** What clients may do. */
  access: field.choice({ options: ['read', 'read-write'], default: 'read' }),
  value: field.text({ maxLength: 250 }),
  bit,
  length,
} as const;
