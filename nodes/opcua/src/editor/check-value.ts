import { writeRulesOf } from '@millwright/plc';
import type { CheckValue } from '@millwright/plc/editor';
import { parseRow } from '@millwright/schema';
import { checkWrite } from '@millwright/tags';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag } from '../common/tag-rules.ts';
import { TypedText } from '../common/typed-text.ts';

/**
 * Checks a value that is typed for a tag against the limits of its table; of which type it has to be only the server knows.
 * @throws what a write of it would be refused with
 */
export const checkValue: CheckValue = (cells, _table, text) => {
  const row = parseRow({ columns: tagColumns, check: checkTag }, cells, {}, 'allowed');
  if (!row.ok) return;
  const { maxStep: _step, ...rules } = writeRulesOf(row.value);
  checkWrite({ name: row.value.name, rules }, new TypedText(text).parsed, undefined);
};
