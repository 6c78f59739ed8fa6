/** Icons of the fields that say where a widget stands. */
export const placeIcons = {
  group: 'fa-table',
  width: 'fa-arrows-h',
  height: 'fa-arrows-v',
  order: 'fa-sort-numeric-asc',
  className: 'fa-code',
} as const;
