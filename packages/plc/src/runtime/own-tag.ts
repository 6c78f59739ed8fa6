import { type Columns, formatProblem, parseRow, type RowOf, type RowsField } from '@millwright/schema';
import { tagErrors } from '@millwright/tags';
import type { OwnTag } from './table.ts';

/** How rows of a table become tags. */
export interface RowsOfTags<C extends Columns, Tag> extends Pick<RowsField<C>, 'columns' | 'check'> {
  /** @throws what speaks against it that `check` does not find */
  tagOf(row: RowOf<C>): Tag;
  /** What the table says for all its tags. */
  readonly format: Readonly<Record<string, unknown>>;
}

/**
 * A tag that a message brought, checked as if it stood in the table; but what lacks there is set by nobody, and what is
 * misspelt stands for nothing: it has to say where it is, and nothing that no tag has.
 */
export function askedTag<C extends Columns, Tag>(
  raw: Readonly<Record<string, unknown>>,
  rows: RowsOfTags<C, Tag>,
): OwnTag<Tag> {
  const unknown = Object.keys(raw).filter((key) => !Object.hasOwn(rows.columns, key));
  const { address } = raw;
  const lacks = address === undefined || address === null || address === '';
  const problems = [...(lacks ? ['address: required'] : []), ...unknown.map((key) => `${key}: unknown`)];
  return problems.length > 0 ? badTag(raw, problems.join('; ')) : ownTag(raw, rows);
}

/** A tag that does not stand in the table, checked as if it did. */
export function ownTag<C extends Columns, Tag>(
  raw: Readonly<Record<string, unknown>>,
  { columns, check, format, tagOf }: RowsOfTags<C, Tag>,
): OwnTag<Tag> {
  const checked = parseRow({ columns, ...(check && { check }) }, raw, format);
  if (!checked.ok) return badTag(raw, checked.problems.map(formatProblem).join('; '));
  try {
    return { tag: tagOf(checked.value) };
  } catch (error) {
    return { ...calledBy(raw), error };
  }
}

function badTag<Tag>(raw: Readonly<Record<string, unknown>>, reason: string): OwnTag<Tag> {
  return { ...calledBy(raw), error: tagErrors.badFormat({ reason }) };
}

/** What a tag that a message brought calls itself, as its fields are taken: no longer than a name may be, whatever came. */
export function calledBy(raw: Readonly<Record<string, unknown>>): {
  readonly name: string;
  readonly address: string;
} {
  const [name = '', address = ''] = [raw['name'], raw['address']].map((each) =>
    String(each ?? '')
      .trim()
      .slice(0, 100),
  );
  return { name, address };
}
