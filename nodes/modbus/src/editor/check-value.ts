import { valueOfText, writeRulesOf } from '@millwright/plc';
import type { CheckValue } from '@millwright/plc/editor';
import { defaultsOf, parseRow } from '@millwright/schema';
import { intentOf } from '@millwright/tags';
import * as v from 'valibot';
import { tableFormat } from '../common/routes.ts';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag } from '../common/tag-rules.ts';
import { formatOf } from '../common/value-format.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';

/** Checks a value that is typed for a tag against its type and its limits. @throws what a write of it would be refused with */
export const checkValue: CheckValue = (cells, table, text) => {
  const others = { ...defaultsOf(tagsNode), ...table };
  const row = parseRow({ columns: tagColumns, check: checkTag }, cells, others, 'allowed');
  const format = v.safeParse(tableFormat, others);
  if (!row.ok || !format.success) return;
  const { name } = row.value;
  const tag = formatOf(row.value, format.output);
  intentOf({ ...tag, name, rules: writeRulesOf(row.value) }, valueOfText(tag, text));
};
