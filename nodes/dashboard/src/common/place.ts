import { field } from '@millwright/schema';

/** Where a widget stands, by Dashboard's own names: its editor changes them too. */
export const placeFields = {
  group: field.reference({ to: 'ui-group', required: true }),
  width: field.integer({ default: 0, min: 0, max: 24, hint: true, group: 'place' }),
  height: field.integer({ default: 0, min: 0, max: 60, hint: true, group: 'place' }),
  order: field.integer({ default: 0, min: -10_000, max: 10_000, group: 'place' }),
  className: field.text({ maxLength: 200, group: 'place' }),
} as const;
