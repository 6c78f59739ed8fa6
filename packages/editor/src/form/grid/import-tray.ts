import type { RowsField } from '@millwright/schema';
import { html, nothing } from '../../template.ts';
import { fill } from '../../text.ts';
import { openTray } from '../../tray.ts';
import { rowsOf, withRows } from '../state.ts';
import { edit } from './actions.ts';
import { type ImportPreview, previewImport } from './import.ts';
import { type ImportFormats, readText } from './import-file.ts';
import { importPreview, importSummary } from './import-preview.ts';
import { ImportSource } from './import-source.ts';
import type { Grid } from './place.ts';

const accepted = '.csv,.tsv,.txt,.xlsx,.xlsm,.conf,.toml,.json,.xml,.sdf,.db,.awl,.scl,.udt,text/*';

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
  let replace = false;
  let preview: ImportPreview | undefined;
  const tray = openTray({ title, label: title, width: 'wide', focus: 'input[type="file"]' });
  const fileField = () => tray.element.querySelector<HTMLInputElement>('input[type="file"]');

  const look = (): void => {
    if (tray.signal.aborted) return;
    const { text } = source.given;
    const state = context.current();
    const present = replace ? [] : rowsOf(state, list.name);
    const file = text.trim() === '' ? undefined : readText(text, formats);
    preview =
      file &&
      previewImport(file, list, context.definition.fields[list.name] as RowsField, state.values, present);
    show();
  };
  const source = new ImportSource(formats, words, texts.locale, look);
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
  const type = (text: string): void => {
    const field = fileField();
    // The text is not from the file that was still being read.
    if (source.given.isReading && field !== null) field.value = '';
    source.type(text);
  };
  const show = (): void => {
    const count = preview?.sound.length ?? 0;
    const { text, sheets, sheet, isReading, note, trouble } = source.given;
    const shown = sheets[sheet];
    const found = preview && importSummary(grid, preview, shown?.text === text ? shown.name : undefined);
    tray.show(html`<div class="mw-import">
      <p>${words.importHint}</p>
      <div class="mw-import-source">
        <input type="file" accept=${accepted} aria-label=${words.importFile}
          @click=${(event: Event) => {
            // A browser does not tell that the same file was chosen again, which may have changed.
            (event.target as HTMLInputElement).value = '';
          }}
          @change=${(event: Event) => void source.choose([...((event.target as HTMLInputElement).files ?? [])])} />
        ${
          sheets.length < 2
            ? nothing
            : html`<label>${words.importSheet} <select @change=${(event: Event) => source.turnTo((event.target as HTMLSelectElement).selectedIndex)}>${sheets.map(({ name }, place) => html`<option .selected=${place === sheet}>${name}</option>`)}</select></label>`
        }
        <label><input type="checkbox" .checked=${replace} @change=${(event: Event) => {
          replace = (event.target as HTMLInputElement).checked;
          look();
        }} /> ${words.importReplace}</label>
      </div>
      <textarea rows="4" spellcheck="false" aria-label=${words.importText} placeholder=${words.importText} .value=${text}
        @input=${(event: Event) => type((event.target as HTMLTextAreaElement).value)}></textarea>
      <div class="mw-import-summary" role="status">
        ${note === undefined ? nothing : html`<p>${note}</p>`}
        ${isReading ? html`<p>${words.importReading}</p>` : found === undefined ? nothing : html`<p>${found}</p>`}
      </div>
      ${trouble === undefined ? nothing : html`<p class="mw-import-problem" role="alert">${trouble}</p>`}
      ${preview === undefined ? nothing : importPreview(grid, preview)}
    </div>`);
    tray.setPrimary({
      label: fill(replace ? words.importReplaceRows : words.importRows, { count }, texts.locale),
      disabled: count === 0,
      run: take,
    });
  };
  tray.element.addEventListener('dragover', allowFiles);
  tray.element.addEventListener('drop', (event) => void source.choose(droppedFiles(event, fileField())));
  show();
}

/** Files may be dropped anywhere on the tray; dropped text goes where it is dropped. */
function allowFiles(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}

/** The files that were dropped; the field for a file then shows the first, which is the one that is read. */
function droppedFiles(event: DragEvent, field: HTMLInputElement | null): readonly File[] {
  const files = [...(event.dataTransfer?.files ?? [])];
  const [first] = files;
  if (first === undefined) return files;
  event.preventDefault();
  const shown = new DataTransfer();
  shown.items.add(first);
  if (field !== null) field.files = shown.files;
  return files;
}
