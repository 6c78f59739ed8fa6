import type { Cells, NodeExtras, RowRules } from '@millwright/editor';
import { fieldIcons, tableExtras } from '@millwright/plc/editor';
import { liveValues } from '../editor/live-values.ts';
import { browseSource } from '../editor/picker/tools.ts';
import { planInDialog } from '../editor/plan.ts';

/** A new tag follows the last one, at an address of its own. */
function next(rows: readonly Cells[]): Cells {
  const { name: _name, address: _address, ...same } = rows.at(-1) ?? {};
  return same;
}

/** What says nothing: all that only a value has, where another attribute is meant. */
const idle = ({ attribute }: Cells): readonly string[] =>
  attribute === undefined || attribute === '' || attribute === 'Value' ? [] : onlyOfValues;

const onlyOfValues = [
  'access',
  'indexRange',
  'factor',
  'offset',
  'rawLow',
  'rawHigh',
  'scaledLow',
  'scaledHigh',
  'clamp',
  'min',
  'max',
  'maxStep',
] as const;

/** How the rows of a table of tags behave. */
export const rowRules: RowRules = { next, idle };

export const tagsExtras: NodeExtras = {
  ...tableExtras,
  icons: { ...fieldIcons, wide: 'fa-hashtag', dates: 'fa-calendar', enumerations: 'fa-list-ol' },
  rows: { tags: rowRules },
  lists: { tags: { live: liveValues, plan: planInDialog, sources: [browseSource] } },
};
