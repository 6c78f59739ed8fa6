import {
  call,
  emptyState,
  type Failure,
  failedState,
  html,
  loadingState,
  nothing,
  type OpenTray,
  openTray,
  type TemplateResult,
  type TimeFormat,
} from '@millwright/editor';
import { compareRoutes, historyRoutes } from '../../common/routes.ts';
import type { VersionSummary } from '../../common/version.ts';
import type { HistoryTexts } from '../texts.ts';
import { readFlowFile } from './flow-file.ts';
import { requestSide, type Side, sideName } from './side.ts';
import { type Picked, sidePicker } from './side-picker.ts';
import { ComparisonView } from './view.ts';

export type { Side } from './side.ts';

export interface ComparisonContext {
  readonly texts: HistoryTexts;
  readonly format: TimeFormat;
}

export interface ComparedSides {
  readonly before: Side;
  readonly after: Side;
  readonly title?: string;
}

/** Ten thousand nodes take the server a second or two, a slow disk a little more. */
const compareTimeout = 60_000;
const listedVersions = 100;

/** Opens a wide tray with the difference of two sides; each can be changed there. */
export function openComparison(sides: ComparedSides, context: ComparisonContext): void {
  new OpenComparison(sides, context).compare();
}

type End = 'before' | 'after';

type Phase =
  | { readonly is: 'loading' }
  | { readonly is: 'incomplete' }
  | { readonly is: 'failed'; readonly failure: Failure }
  | { readonly is: 'ready' };

class OpenComparison {
  readonly #context: ComparisonContext;
  readonly #tray: OpenTray;
  readonly #view: ComparisonView;
  readonly #picked: Record<End, Picked>;
  #versions: readonly VersionSummary[] = [];
  #phase: Phase = { is: 'loading' };
  #request: AbortController | undefined;
  #onlyGiven = false;

  constructor({ before, after, title }: ComparedSides, context: ComparisonContext) {
    const { texts } = context;
    const shown = title ?? texts('compare.title');
    this.#context = context;
    this.#picked = { before, after };
    this.#tray = openTray({ title: shown, label: shown, width: 'wide' });
    this.#view = new ComparisonView(texts);
    this.#tray.element.addEventListener('keydown', (event) => {
      if (this.#phase.is === 'ready') this.#view.onKey(event);
    });
    void this.#loadVersions();
  }

  /** Asks for the difference of what is picked now; an older question is given up. */
  compare(): void {
    this.#request?.abort();
    const { before, after } = this.#picked;
    if ('pending' in before || 'pending' in after) {
      this.#show({ is: 'incomplete' });
      return;
    }
    const request = new AbortController();
    this.#request = request;
    this.#show({ is: 'loading' });
    void this.#ask(before, after, AbortSignal.any([request.signal, this.#tray.signal]));
  }

  async #ask(before: Side, after: Side, signal: AbortSignal): Promise<void> {
    const result = await call(
      compareRoutes.compare,
      {
        body: {
          before: requestSide(before),
          after: requestSide(after),
          ...(this.#onlyGiven && this.#offersOnlyGiven() ? { onlyGiven: true } : {}),
        },
      },
      { signal, timeout: compareTimeout },
    );
    if (signal.aborted) return;
    if (result.ok) this.#view.show(result.value);
    this.#show(result.ok ? { is: 'ready' } : { is: 'failed', failure: result.failure });
  }

  async #loadVersions(): Promise<void> {
    const result = await call(
      historyRoutes.listVersions,
      { query: { limit: listedVersions } },
      { signal: this.#tray.signal },
    );
    // Without the list a version is still picked by its number.
    if (!result.ok || this.#tray.signal.aborted) return;
    this.#versions = result.value.versions;
    this.#draw();
  }

  #pick(end: End, picked: Picked): void {
    this.#picked[end] = picked;
    this.compare();
  }

  async #chooseFile(end: End, file: File): Promise<void> {
    const { maxBodyBytes } = compareRoutes.compare;
    const read = await readFlowFile(file, maxBodyBytes);
    if (this.#tray.signal.aborted) return;
    this.#pick(
      end,
      read.ok
        ? { file: file.name, flows: read.flows }
        : { pending: 'file', name: file.name, problem: read.problem },
    );
  }

  #show(phase: Phase): void {
    this.#phase = phase;
    this.#draw();
  }

  #draw(): void {
    this.#tray.show(html`${this.#head()} ${this.#problems()} ${this.#narrowing()} ${this.#body()}`);
    // What a select shows is its own until it is told: the options may have come after the choice.
    for (const select of this.#tray.element.querySelectorAll('select'))
      select.value = select.dataset['picked'] ?? '';
  }

  #head(): TemplateResult {
    const { texts } = this.#context;
    const { before, after } = this.#picked;
    const button = (icon: string, label: string, run: () => void): TemplateResult =>
      html`<button type="button" class="red-ui-button" title=${label} aria-label=${label} @click=${run}><i class="fa ${icon}" aria-hidden="true"></i></button>`;
    return html`<div class="mw-compare-head">
      ${this.#picker('before', texts('compare.before'))}
      <div class="mw-compare-buttons">
        ${button('fa-exchange', texts('compare.swap'), () => {
          this.#picked.before = after;
          this.#picked.after = before;
          this.compare();
        })}
      </div>
      ${this.#picker('after', texts('compare.after'))}
      <div class="mw-compare-buttons">${button('fa-refresh', texts('compare.again'), () => this.compare())}</div>
    </div>`;
  }

  #picker(end: End, label: string): TemplateResult {
    return sidePicker({
      label,
      picked: this.#picked[end],
      versions: this.#versions,
      ...this.#context,
      pick: (picked) => this.#pick(end, picked),
      chooseFile: (file) => void this.#chooseFile(end, file),
    });
  }

  /** Why a file that was chosen cannot be compared. */
  #problems(): TemplateResult {
    const { texts } = this.#context;
    return html`${[this.#picked.before, this.#picked.after].map((picked) =>
      'pending' in picked && picked.pending === 'file' && picked.problem !== undefined
        ? html`<div class="mw-line mw-amber" role="alert">
            <p>${texts(`compare.file.${picked.problem}`, { name: picked.name ?? '' })}</p>
          </div>`
        : nothing,
    )}`;
  }

  /** A file often holds one tab of many; an editor beside it holds everything, and so would narrow nothing. */
  #offersOnlyGiven(): boolean {
    const { before, after } = this.#picked;
    const given = [before, after].filter((picked) => 'file' in picked || 'editor' in picked);
    return given.length === 1 && given.some((picked) => 'file' in picked);
  }

  #narrowing(): TemplateResult | typeof nothing {
    if (!this.#offersOnlyGiven()) return nothing;
    return html`<label class="mw-compare-switch"><input type="checkbox" .checked=${this.#onlyGiven} @change=${() => {
      this.#onlyGiven = !this.#onlyGiven;
      this.compare();
    }} /> ${this.#context.texts('compare.onlyGiven')}</label>`;
  }

  #body(): TemplateResult | HTMLElement {
    const { texts } = this.#context;
    const phase = this.#phase;
    switch (phase.is) {
      case 'loading':
        return loadingState(texts('compare.loading', this.#names()));
      case 'incomplete':
        return emptyState({
          icon: 'fa-files-o',
          title: texts('compare.incomplete.title'),
          text: texts('compare.incomplete.text'),
        });
      case 'failed': {
        const title = texts('compare.failed');
        return failedState({
          title,
          failure: phase.failure,
          texts,
          retry: () => this.compare(),
        });
      }
      case 'ready':
        return this.#view.element;
    }
  }

  #names(): { before: string; after: string } {
    const name = (picked: Picked): string =>
      'pending' in picked ? '' : sideName(picked, this.#context.texts);
    return { before: name(this.#picked.before), after: name(this.#picked.after) };
  }
}
