import type { ModbusTag } from '@millwright/modbus';
import { formatProblem, parseRow } from '@millwright/schema';
import { tagErrors } from '@millwright/tags';
import { tagColumns } from '../common/tag-columns.ts';
import { checkTag } from '../common/tag-rules.ts';
import { type TableFormat, tagOf } from './tag-of.ts';

/** A tag that is not in the table; or why it can be none. */
export type OwnTag =
  | { readonly tag: ModbusTag }
  | { readonly name: string; readonly address: string; readonly error: unknown };

/**
 * A tag that a message brought, checked as if it stood in the table; but what lacks there is set by nobody, and what is
 * misspelt stands for nothing: it has to say where it is, and nothing that no tag has.
 */
export function askedTag(raw: Readonly<Record<string, unknown>>, format: TableFormat): OwnTag {
  const unknown = Object.keys(raw).filter((key) => !Object.hasOwn(tagColumns, key));
  const { address } = raw;
  const lacks = address === undefined || address === null || address === '';
  const problems = [...(lacks ? ['address: required'] : []), ...unknown.map((key) => `${key}: unknown`)];
  return problems.length > 0 ? badTag(raw, problems.join('; ')) : ownTag(raw, format);
}

/** A tag that does not stand in the table, checked as if it did. */
export function ownTag(raw: Readonly<Record<string, unknown>>, format: TableFormat): OwnTag {
  const checked = parseRow({ columns: tagColumns, check: checkTag }, raw, format);
  if (checked.ok) return { tag: tagOf(checked.value, format) };
  return badTag(raw, checked.problems.map(formatProblem).join('; '));
}

function badTag(raw: Readonly<Record<string, unknown>>, reason: string): OwnTag {
  const [name, address] = [raw['name'], raw['address']].map((each) => String(each ?? '').slice(0, 100));
  return { name: name ?? '', address: address ?? '', error: tagErrors.badFormat({ reason }) };
}
