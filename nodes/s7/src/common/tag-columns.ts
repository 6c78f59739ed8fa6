import { accessColumns, nameColumn, valueColumns } from '@millwright/plc';
import { dataTypes } from '@millwright/s7';
import { field } from '@millwright/schema';

/** What stands in the column of types: one of the PLC's, or that the address says it. */
export const tagTypes = ['address', ...dataTypes] as const;

/** The columns of the table of tags. */
export const tagColumns = {
  ...nameColumn,
  address: field.text({ required: true, maxLength: 60 }),
  type: field.choice({ options: tagTypes, default: 'address' }),
  ...accessColumns,
  ...valueColumns,
} as const;
