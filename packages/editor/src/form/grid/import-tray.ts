import { isCodedError, type RowsField } from '@millwright/schema';
import { html, nothing, type TemplateResult } from '../../template.ts';
import { fill, pluralForms, type Values } from '../../text.ts';
import { openTray } from '../../tray.ts';
import { workbookErrors } from '../../workbook/index.ts';
import { describeProblem, type FormContext } from '../context.ts';
import { rowsOf, withRows } from '../state.ts';
import { edit } from './actions.ts';
import { cellText } from './cell-text.ts';
import { type ImportPreview, type ImportRow, previewImport, type ReadFile } from './import.ts';
import { type ImportFormats, readFile, readText, type SheetAsText } from './import-file.ts';
import type { Grid } from './place.ts';

/** A file larger than this is no list of points. */
const mostBytes = 20 * 1024 * 1024;
/** So many rows of a file are shown, and so many of what is wrong. */
const mostShown = 200;

/** Lets the user choose or paste a file, shows what would come of it, and takes the rows that are right. */
export function openImport(grid: Grid): void {
  const { list, context } = grid;
  const { words, texts } = context;
  const title = fill(words.importTitle, { list: texts(`fields.${list.name}.label`) }, texts.locale);
  const formats: ImportFormats = {
    list,
    read: context.extras.lists?.[list.name]?.imports ?? [],
    others: context.state.values,
  };
  let given = '';
  let sheets: readonly SheetAsText[] = [];
  let sheet = 0;
  let choices = 0;
  let replace = false;
  let trouble: string | undefined;
  let preview: ImportPreview | undefined;
  const tray = openTray({ title, label: title, width: 'wide', focus: 'input[type="file"]' });

  const look = (): void => {
    const state = context.current();
    const present = replace ? [] : rowsOf(state, list.name);
    const file = given.trim() === '' ? undefined : readText(given, formats);
    preview =
      file &&
      previewImport(file, list, context.definition.fields[list.name] as RowsField, state.values, present);
    show();
  };
  const take = (): void => {
    const { sound = [] } = preview ?? {};
    tray.close();
    edit(
      grid,
      (state) => {
        const kept = replace ? [] : rowsOf(state, list.name);
        const added = sound.map(({ cells }, place) => ({ key: state.nextKey + place, cells }));
        const changed = withRows(state, list.name, [...kept, ...added]);
        return { ...changed, nextKey: state.nextKey + added.length };
      },
      fill(words.pasted, { rows: sound.length }, texts.locale),
    );
  };
  const choose = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    choices += 1;
    const choice = choices;
    const read = file.size > mostBytes ? words.importTooLarge : await readChosen(file, formats, context);
    // Something else was chosen or typed while this file was being read.
    if (choice !== choices) return;
    trouble = typeof read === 'string' ? read : undefined;
    ({ sheets, sheet } = typeof read === 'string' ? { sheets: [], sheet: 0 } : read);
    given = sheets[sheet]?.text ?? '';
    look();
  };
  const show = (): void => {
    const count = preview?.sound.length ?? 0;
    tray.show(html`<div class="mw-import" @dragover=${allowFiles} @drop=${(event: DragEvent) => void choose(droppedFile(event))}>
      <p>${words.importHint}</p>
      <div class="mw-import-source">
        <input type="file" accept=".csv,.tsv,.txt,.xlsx,.xlsm,.conf,.toml,.json,.xml,.sdf,.db,.awl,.scl,.udt,text/*" aria-label=${words.importFile}
          @change=${(event: Event) => void choose((event.target as HTMLInputElement).files?.[0])} />
        ${
          sheets.length < 2
            ? nothing
            : html`<label>${words.importSheet} <select @change=${(event: Event) => {
                sheet = (event.target as HTMLSelectElement).selectedIndex;
                given = sheets[sheet]?.text ?? '';
                look();
              }}>${sheets.map(({ name }, place) => html`<option .selected=${place === sheet}>${name}</option>`)}</select></label>`
        }
        <label><input type="checkbox" .checked=${replace} @change=${(event: Event) => {
          replace = (event.target as HTMLInputElement).checked;
          look();
        }} /> ${words.importReplace}</label>
      </div>
      <textarea rows="4" spellcheck="false" aria-label=${words.importText} placeholder=${words.importText} .value=${given}
        @input=${(event: Event) => {
          given = (event.target as HTMLTextAreaElement).value;
          trouble = undefined;
          choices += 1;
          look();
        }}></textarea>
      ${trouble === undefined ? nothing : html`<p class="mw-import-problem" role="alert">${trouble}</p>`}
      ${preview === undefined ? nothing : previewTemplate(grid, preview)}
    </div>`);
    tray.setPrimary({
      label: fill(replace ? words.importReplaceRows : words.importRows, { count }, texts.locale),
      disabled: count === 0,
      run: take,
    });
  };
  show();
}

/** What is in a file, or why nothing is. */
async function readChosen(
  file: File,
  formats: ImportFormats,
  { words, texts }: FormContext,
): Promise<Awaited<ReturnType<typeof readFile>> | string> {
  try {
    const read = await readFile(new Uint8Array(await file.arrayBuffer()), formats);
    return read.sheets.length === 0 ? words.importEmpty : read;
  } catch (error) {
    const names = Object.keys(workbookErrors) as (keyof typeof workbookErrors)[];
    const name = names.find((each) => workbookErrors[each].is(error));
    if (name === undefined || !isCodedError(error)) throw error;
    const text = fill(words.workbook[name], (error.details ?? {}) as Values, texts.locale);
    return `${text} (${error.code})`;
  }
}

/** Files may be dropped on the tray; dropped text goes where it is dropped. */
function allowFiles(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}

/** The file that was dropped, which the field for it then shows. */
function droppedFile(event: DragEvent): File | undefined {
  const files = event.dataTransfer?.files;
  if (files?.[0] === undefined) return undefined;
  event.preventDefault();
  const field = (event.currentTarget as HTMLElement).querySelector<HTMLInputElement>('input[type="file"]');
  if (field !== null) field.files = files;
  return files[0];
}

function previewTemplate(grid: Grid, preview: ImportPreview): TemplateResult {
  const { words, texts } = grid.context;
  const { file, rows, sound } = preview;
  const wrong = rows.filter(({ problems }) => problems.size > 0);
  const count = rows.length + file.refused.length;
  const summary = fill(
    words.importFound[pluralForms(texts.locale)(count)],
    {
      format: file.format,
      count,
      sound: sound.length,
      wrong: rows.length - sound.length + file.refused.length,
    },
    texts.locale,
  );
  return html`
    <p class="mw-import-summary" role="status">${summary}</p>
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
