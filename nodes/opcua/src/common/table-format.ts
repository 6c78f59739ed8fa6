import { enumerationForms } from '@millwright/opcua';
import { datesField, wideField } from '@millwright/plc';
import { field } from '@millwright/schema';
import { dateForms, wideForms } from '@millwright/tags';
import * as v from 'valibot';

/** How a table has its values in JavaScript, as fields of its dialog. */
export const formFields = {
  ...wideField,
  ...datesField,
  enumerations: field.choice({ options: enumerationForms, default: 'named', hint: true, group: 'values' }),
} as const;

/** The same, as a route takes it. */
export const tableFormat = v.object({
  wide: v.picklist(wideForms),
  dates: v.picklist(dateForms),
  enumerations: v.picklist(enumerationForms),
});

export type TableFormat = v.InferOutput<typeof tableFormat>;
