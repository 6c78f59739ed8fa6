import { html, nothing, type TemplateResult } from '../../template.ts';
import { fill, pluralForms } from '../../text.ts';
import { describeProblem } from '../context.ts';
import { cellText } from './cell-text.ts';
import type { ImportPreview, ImportRow, ReadFile } from './import.ts';
import type { Grid } from './place.ts';

/** So many rows of a file are shown, and so many of what is wrong. */
const mostShown = 200;

/**
 * What was found, in one line.
 *
 * @param sheet the one that it is from, where it is a workbook's
 */
export function importSummary({ context }: Grid, preview: ImportPreview, sheet: string | undefined): string {
  const { words, texts } = context;
  const { file, rows, sound } = preview;
  const count = rows.length + file.refused.length;
  return fill(
    words.importFound[pluralForms(texts.locale)(count)],
    {
      format: sheet ? fill(words.importFormatIn, { format: file.format, sheet }, texts.locale) : file.format,
      count,
      sound: sound.length,
      wrong: count - sound.length,
    },
    texts.locale,
  );
}

/** What would come of a file: which of its lines are not taken and why, and its rows. */
export function importPreview(grid: Grid, preview: ImportPreview): TemplateResult {
  const { words, texts } = grid.context;
  const { file, rows } = preview;
  const wrong = rows.filter(({ problems }) => problems.size > 0);
  return html`
    ${file.unknown.length === 0 ? nothing : html`<p>${fill(words.importUnknown, { columns: file.unknown.join(', ') }, texts.locale)}</p>`}
    ${problemLines(grid, wrong, file)}
    ${rows.length === 0 ? nothing : previewTable(grid, preview)}`;
}

/** Each line of the file that is not taken, and why. */
function problemLines(
  grid: Grid,
  wrong: readonly ImportRow[],
  { refused }: ReadFile,
): TemplateResult | typeof nothing {
  const { words, texts } = grid.context;
  const lines = [
    ...wrong.flatMap(({ line, problems }) =>
      [...problems].map(([column, problem]) => ({
        line,
        reason: `${grid.list.words[column]?.label ?? column}: ${describeProblem(problem, grid.context)}`,
      })),
    ),
    ...refused,
  ].toSorted((a, b) => a.line - b.line);
  if (lines.length === 0) return nothing;
  return html`<ul class="mw-import-problems" tabindex="0" aria-label=${words.importProblems}>
    ${lines
      .slice(0, mostShown)
      .map(
        ({ line, reason }) =>
          html`<li>${fill(words.importLine, { line: String(line), reason }, texts.locale)}</li>`,
      )}
    ${lines.length > mostShown ? html`<li>${fill(words.moreProblems, { count: lines.length - mostShown }, texts.locale)}</li>` : nothing}
  </ul>`;
}

function previewTable({ list, context }: Grid, { rows, columns, sound }: ImportPreview): TemplateResult {
  const { words } = context;
  const taken = new Set(sound);
  return html`<div class="mw-import-table" tabindex="0" role="region" aria-label=${words.importPreview}>
    <table>
      <thead><tr><th scope="col">${words.importLineHead}</th>${columns.map((column) => html`<th scope="col">${list.words[column]?.label ?? column}</th>`)}</tr></thead>
      <tbody>
        ${rows.slice(0, mostShown).map(
          (row) => html`<tr class=${taken.has(row) ? '' : 'mw-import-refused'}>
            <th scope="row">${row.line}</th>
            ${columns.map((column) => {
              const [field, columnWords] = [list.field.columns[column], list.words[column]];
              const problem = row.problems.get(column);
              const text = field && columnWords ? cellText(field, row.cells[column], columnWords) : '';
              return problem === undefined
                ? html`<td>${text}</td>`
                : html`<td class="mw-import-wrong" title=${describeProblem(problem, context)}><span aria-hidden="true">▲</span> ${text}<span class="mw-hidden-text"> (${describeProblem(problem, context)})</span></td>`;
            })}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
