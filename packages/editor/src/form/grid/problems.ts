import type { Problem } from '@millwright/schema';
import { html, nothing, type TemplateResult } from '../../template.ts';
import { fill } from '../../text.ts';
import { describeProblem, problemId } from '../context.ts';
import { goTo } from './actions.ts';
import { type CellProblem, cellProblems, type Grid } from './place.ts';

/** So many are listed; the cells show all of them. */
const mostListed = 5;

/** What is wrong in the cells, in words, each with the way to its cell. */
export function problemList(grid: Grid): TemplateResult | typeof nothing {
  const found = cellProblems(grid);
  if (found.length === 0) return nothing;
  const { active } = grid.view;
  const isHere = ({ row, column }: CellProblem): boolean =>
    row.key === active?.key && column === active.column;
  // What is wrong where one is comes first.
  const listed = [...found.filter(isHere), ...found.filter((each) => !isHere(each))].slice(0, mostListed);
  const more = found.length - listed.length;
  const { words, texts } = grid.context;
  return html`<div class="mw-grid-problems">
    ${listed.map((each) => problemLine(grid, each))}
    ${more > 0 ? html`<div>${fill(words.moreProblems, { count: more }, texts.locale)}</div>` : nothing}
  </div>`;
}

function problemLine(grid: Grid, { row, index, column, id }: CellProblem): TemplateResult {
  const { list, context } = grid;
  const { words, texts } = context;
  const place = fill(words.row, { row: index + 1 }, texts.locale);
  const problem = context.problems.get(id) as Problem;
  return html`<div role="alert" id=${problemId(id)}>
    <button type="button" class="mw-grid-problem" @click=${() => goTo(grid, { key: row.key, column })}>
      ${place}, ${list.words[column]?.label ?? column}: ${describeProblem(problem, context)}
    </button>
  </div>`;
}
