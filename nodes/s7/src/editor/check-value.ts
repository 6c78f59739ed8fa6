import type { CheckValue } from '@millwright/plc/editor';
import { clockZones, intentOf, isDateType } from '@millwright/s7';
import { parseRow } from '@millwright/schema';
import { tagColumns } from '../common/tag-columns.ts';
import { tagOf } from '../common/tag-of.ts';
import { checkTag } from '../common/tag-rules.ts';
import { typedValue } from '../common/typed-value.ts';

/** Checks a value that is typed for a tag against its type and its limits. @throws what a write of it would be refused with */
export const checkValue: CheckValue = (cells, table, text) => {
  const row = parseRow({ columns: tagColumns, check: checkTag }, cells, {}, 'allowed');
  if (!row.ok) return;
  const zone = clockZones.find((each) => each === table['zone']) ?? 'utc';
  // In which form a table has its values is the same to what is written.
  const tag = tagOf(row.value, { wide: 'number', dates: 'date', zone });
  // The zone of the machine on which Node-RED runs is not that of this page.
  if (isDateType(tag.type) && tag.zone === 'local') return;
  intentOf(tag, typedValue(tag, text));
};
