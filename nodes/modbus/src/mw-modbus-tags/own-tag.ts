import type { ModbusTag } from '@millwright/modbus';
import { formatProblem, parseRow } from '@millwright/schema';
import { tagErrors } from '@millwright/tags';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag } from '../common/tag-rules.ts';
import { type TableFormat, tagOf } from './tag-of.ts';

/** A tag that a message brought; or why it can be none. */
export type OwnTag =
  | { readonly tag: ModbusTag }
  | { readonly name: string; readonly address: string; readonly error: unknown };

/** A tag that does not stand in the table, checked as if it did. */
export function ownTag(raw: Readonly<Record<string, unknown>>, format: TableFormat): OwnTag {
  const checked = parseRow({ columns: tagColumns, check: checkTag }, raw, format);
  if (checked.ok) return { tag: tagOf(checked.value, format) };
  const reason = checked.problems.map(formatProblem).join('; ');
  const [name, address] = [raw['name'], raw['address']].map((each) => String(each ?? '').slice(0, 100));
  return { name: name ?? '', address: address ?? '', error: tagErrors.badFormat({ reason }) };
}
