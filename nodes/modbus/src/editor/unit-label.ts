import type { NodeExtras } from '@millwright/editor';

/** What a node that speaks to one unit is called where it has no name: `line 1 / 17`. */
export const unitLabel: NonNullable<NodeExtras['label']> = ({ connection, unit }, labelOf) => {
  const name = labelOf(connection);
  return name === undefined ? undefined : `${name} / ${unit}`;
};
