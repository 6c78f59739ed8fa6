import { field } from '@millwright/schema';
import { dateForms, wideForms } from '@millwright/tags';

/** What an integer of 64 bits is in JavaScript. */
export const wideField = {
  wide: field.choice({ options: wideForms, default: 'number', hint: true, group: 'values' }),
} as const;

/** What a date is in JavaScript. */
export const datesField = {
  dates: field.choice({ options: dateForms, default: 'date', hint: true, group: 'values' }),
} as const;
