import { isVariable, type Problem, type RawConfig } from '@millwright/schema';
import { checkExpressions, type ReadExpression } from '@millwright/tags';
import { namesIn, rowsIn } from './table-names.ts';

/** Node-RED's editor has a jsonata in its page, which its own fields check with. */
interface Page {
  readonly jsonata?: (expression: string) => { ast(): ReturnType<ReadExpression> };
}

/** What is wrong with the expressions of the computed tags of a table, as far as it can be known before it is deployed. */
export function checkComputedTags(
  raw: RawConfig,
  { jsonata }: Page = globalThis as Page,
): readonly Problem[] {
  const rows = rowsIn(raw['computed']);
  if (jsonata === undefined || rows.length === 0) return [];
  const others = namesIn(raw['tags']);
  // Nobody knows here what a variable stands for.
  if ([...others, ...namesIn(rows)].some(isVariable)) return [];
  const written = rows.map(({ name, expression }) => ({
    name: String(name ?? '').trim(),
    expression: isVariable(expression) ? '' : String(expression ?? ''),
  }));
  return checkExpressions(written, others, (text) => jsonata(text).ast()).flatMap((problem, row) =>
    problem === undefined ? [] : { path: ['computed', row, 'expression'], ...problem },
  );
}
