import type { NodeExtras } from '@millwright/editor';
import { checkComputedTags } from './expressions.ts';
import { fieldIcons } from './field-icons.ts';
import { selectionBeside, valuesBeside } from './selection.ts';
import type { CheckValue } from './value-problem.ts';

const labelOfTable: NonNullable<NodeExtras['label']> = ({ tags }, labelOf) => labelOf(tags);

/** Of a node that asks the PLC something over a connection. */
export const askerExtras = {
  icons: fieldIcons,
  label: ({ connection }, labelOf) => labelOf(connection),
} as const satisfies NodeExtras;

/** Of a table of tags. */
export const tableExtras = {
  ...askerExtras,
  checks: { computed: (raw) => checkComputedTags(raw) },
} as const satisfies NodeExtras;

/** Of a node that reads all, a group or some of the tags of a table. */
export const readerExtras = {
  icons: fieldIcons,
  label: labelOfTable,
  ...selectionBeside,
} as const satisfies NodeExtras;

/**
 * Of a node that writes tags of a table, also values which stand in it.
 * @param checkValue what is wrong with a value, as far as the table of its tag can tell
 */
export const writerExtras = (checkValue: CheckValue) =>
  ({
    icons: fieldIcons,
    label: labelOfTable,
    ...valuesBeside(checkValue),
  }) as const satisfies NodeExtras;
