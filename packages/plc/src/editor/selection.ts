import type { NodeExtras, NodeOf } from '@millwright/editor';
import { isVariable, type Problem, type RawConfig } from '@millwright/schema';
import { namesIn, rowsIn, textsIn } from './table-names.ts';
import { type CheckValue, valueProblem } from './value-problem.ts';

/** The table that a node names; undefined while there is none. */
const tableOf = (raw: RawConfig, nodeOf: NodeOf): RawConfig | undefined => nodeOf(raw['tags']);

const groupsOf = ({ tags, computed }: RawConfig): readonly string[] => [
  ...new Set([...textsIn(tags, 'group'), ...textsIn(computed, 'group')]),
];

const tagsOf = ({ tags, computed }: RawConfig): readonly string[] => [...namesIn(tags), ...namesIn(computed)];

const writableOf = ({ tags }: RawConfig): readonly string[] =>
  namesIn(rowsIn(tags).filter(({ access }) => access === 'read-write' || access === 'write'));

/** Whether the table surely has no such name; one that a variable stands for may be any. */
const lacks = (known: readonly string[], text: string): boolean =>
  text !== '' && !isVariable(text) && !known.includes(text) && !known.some(isVariable);

const offer =
  (known: (table: RawConfig) => readonly string[]) =>
  (raw: RawConfig, nodeOf: NodeOf): readonly string[] => {
    const table = tableOf(raw, nodeOf);
    return table === undefined ? [] : known(table);
  };

/** What the table does not have among the tags that a list names. */
const checkTags =
  (list: string) =>
  (raw: RawConfig, nodeOf: NodeOf): readonly Problem[] => {
    const table = tableOf(raw, nodeOf);
    if (table === undefined) return [];
    const known = tagsOf(table);
    return rowsIn(raw[list]).flatMap(({ tag }, row) =>
      lacks(known, String(tag ?? '').trim()) ? { path: [list, row, 'tag'], code: 'unknown-tag' } : [],
    );
  };

function checkGroup(raw: RawConfig, nodeOf: NodeOf): readonly Problem[] {
  const table = tableOf(raw, nodeOf);
  const group = String(raw['group'] ?? '').trim();
  return table !== undefined && lacks(groupsOf(table), group)
    ? [{ path: ['group'], code: 'unknown-group' }]
    : [];
}

type Beside = Required<Pick<NodeExtras, 'checks' | 'offers'>>;

/** Of a node that reads all, a group or some of the tags of a table. */
export const selectionBeside: Beside = {
  checks: { group: checkGroup, names: checkTags('names') },
  offers: { group: offer(groupsOf), 'names.tag': offer(tagsOf) },
};

/**
 * Of a node that writes values which stand in it.
 * @param checkValue what is wrong with a value, as far as the table of its tag can tell
 */
export const valuesBeside = (checkValue: CheckValue): Beside => ({
  checks: {
    values: (raw, nodeOf) => [...checkTags('values')(raw, nodeOf), ...checkValues(checkValue)(raw, nodeOf)],
  },
  offers: { 'values.tag': offer(writableOf) },
});

const checkValues =
  (checkValue: CheckValue) =>
  (raw: RawConfig, nodeOf: NodeOf): readonly Problem[] => {
    const table = tableOf(raw, nodeOf);
    if (table === undefined) return [];
    const rows = new Map(rowsIn(table['tags']).map((cells) => [String(cells['name'] ?? '').trim(), cells]));
    return rowsIn(raw['values']).flatMap(({ tag, value }, row) => {
      const cells = rows.get(String(tag ?? '').trim());
      const text = String(value ?? '').trim();
      // Nobody knows here what a variable stands for.
      if (cells === undefined || text === '' || [text, ...Object.values(cells)].some(isVariable)) return [];
      const problem = valueProblem(() => checkValue(cells, table, text));
      if (problem === undefined) return [];
      const { column, ...said } = problem;
      return { ...said, path: ['values', row, column] };
    });
  };
