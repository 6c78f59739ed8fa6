import {
  download,
  type Failure,
  failureText,
  formatBytes,
  html,
  nothing,
  notify,
  openCanvas,
  openTray,
  saveFile,
  type TemplateResult,
} from '@millwright/editor';
import { exportRoutes } from '../../common/routes.ts';
import type { AuditContext } from '../context.ts';
import { filterQuery } from '../filter/filter.ts';
import { exportQuery, type Format, formats, nothingYet, type Progress, withPiece } from './request.ts';

/** Redrawn this often while a file comes, in milliseconds. */
const redraw = 200;

type Phase =
  | { readonly is: 'choosing' }
  | { readonly is: 'running'; readonly stop: AbortController }
  | { readonly is: 'failed'; readonly failure: Failure };

/** Opens a tray that saves events as a file, all of them or those that the filter lets through. */
export function openExport({ texts, filter, filterText, health }: AuditContext): void {
  const set = filter();
  const narrowed = filterText();
  const hasFilter = narrowed !== '';
  let format: Format = 'jsonl';
  let filtered = hasFilter;
  let phase: Phase = { is: 'choosing' };
  let progress: Progress = nothingYet;
  let drawn = 0;
  const title = texts('export.title');
  const tray = openTray({ title, label: title, width: 440, focus: '#mw-audit-export-jsonl' });

  const run = async (): Promise<void> => {
    const canvas = openCanvas();
    const query = exportQuery(
      format,
      filterQuery(set, Date.now(), canvas && `${canvas.kind}:${canvas.id}`),
      filtered,
    );
    const stop = new AbortController();
    phase = { is: 'running', stop };
    progress = nothingYet;
    draw();
    const result = await download(
      exportRoutes.exportEvents,
      { query },
      {
        signal: AbortSignal.any([stop.signal, tray.signal]),
        onPiece: (piece) => {
          progress = withPiece(progress, piece);
          if (performance.now() - drawn > redraw) draw();
        },
      },
    );
    if (tray.signal.aborted) return;
    if (result.ok) {
      const { fileName, content } = result.value;
      saveFile(fileName, content);
      tray.close();
      notify({ kind: 'success', text: texts('export.saved', { file: fileName, size: size(content.size) }) });
      return;
    }
    phase = stop.signal.aborted ? { is: 'choosing' } : { is: 'failed', failure: result.failure };
    draw();
  };
  const size = (bytes: number): string => formatBytes(bytes, texts.locale);

  const radio = (
    name: string,
    id: string,
    label: string,
    hint: string,
    checked: boolean,
    choose: () => void,
  ) =>
    html`<div class="mw-field mw-field-check">
      <label for="mw-audit-export-${id}"
        ><input
          type="radio"
          id="mw-audit-export-${id}"
          name="mw-audit-export-${name}"
          aria-describedby="mw-audit-export-${id}-hint"
          .checked=${checked}
          ?disabled=${phase.is === 'running'}
          @change=${() => {
            choose();
            draw();
          }}
        />
        <span>${label}</span></label
      >
      <p class="mw-hint" id="mw-audit-export-${id}-hint">${hint}</p>
    </div>`;

  const running = (stop: AbortController): TemplateResult => {
    const known = health()?.events;
    // A checkpoint, digests and headings are lines, too; with a filter nobody knows how many will come.
    const most = filtered || known === undefined ? undefined : Math.max(known, progress.lines);
    return html`<progress
        max=${most ?? nothing}
        .value=${most === undefined ? nothing : progress.lines}
        aria-label=${texts('export.progress')}
      ></progress>
      <p role="status">
        ${texts('export.running', { lines: progress.lines, size: size(progress.bytes) })}
      </p>
      <button type="button" class="red-ui-button" @click=${() => stop.abort()}>${texts('export.cancel')}</button>`;
  };
  const draw = (): void => {
    drawn = performance.now();
    const { is } = phase;
    tray.setPrimary({ label: texts('export.button'), disabled: is === 'running', run: () => void run() });
    tray.show(html`${
      phase.is === 'failed'
        ? html`<div class="mw-line mw-amber" role="alert">
            <p>${texts('export.failed')} ${failureText(phase.failure, texts)}</p>
          </div>`
        : nothing
    }
      <fieldset class="mw-fields">
        <legend>${texts('export.format')}</legend>
        ${formats.map((each) =>
          radio(
            'format',
            each,
            texts(`export.formats.${each}`),
            texts(`export.hints.${each}`),
            format === each,
            () => {
              format = each;
            },
          ),
        )}
      </fieldset>
      <fieldset class="mw-fields">
        <legend>${texts('export.which')}</legend>
        ${
          hasFilter
            ? radio(
                'which',
                'filtered',
                texts('export.filtered'),
                `${narrowed}. ${texts('export.filteredHint')}`,
                filtered,
                () => {
                  filtered = true;
                },
              )
            : nothing
        }
        ${radio('which', 'all', texts('export.all'), texts('export.allHint'), !filtered, () => {
          filtered = false;
        })}
      </fieldset>
      ${phase.is === 'running' ? running(phase.stop) : nothing}`);
  };
  draw();
}
