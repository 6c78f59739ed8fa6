import {
  emptyState,
  failedState,
  hasPermission,
  html,
  loadingState,
  nothing,
  type TemplateResult,
  type TimeFormat,
  words,
} from '@millwright/editor';
import { compareRoutes } from '../common/routes.ts';
import { openComparison } from './compare/open-comparison.ts';
import { isFiltered } from './filter.ts';
import type { HistoryState } from './model.ts';
import type { HistoryTexts } from './texts.ts';

export interface BodyContext {
  readonly state: HistoryState;
  readonly list: HTMLElement;
  readonly texts: HistoryTexts;
  retry(): void;
  /** Takes all filters away. */
  showAll(): void;
}

/** The list, or why there is none. */
export function sidebarBody({
  state,
  list,
  texts,
  retry,
  showAll,
}: BodyContext): TemplateResult | HTMLElement {
  if (state.phase === 'failed' && state.failure) {
    const { failure } = state;
    const title = texts('list.failed');
    return failedState({ title, failure, texts, retry });
  }
  if (state.phase === 'loading') return loadingState(texts('list.loading'));
  if (state.versions.length > 0) return list;
  if (isFiltered(state.filter))
    return emptyState({
      icon: 'fa-filter',
      title: texts('list.noMatchTitle'),
      text: texts('list.noMatchText'),
      action: { label: words().showAll, run: showAll },
    });
  if (state.searching) return loadingState(texts('list.loading'));
  return emptyState({
    icon: 'fa-history',
    title: texts('list.emptyTitle'),
    text: texts('list.emptyText'),
  });
}

/** What the first visit says. */
export function intro(texts: HistoryTexts, done: () => void): TemplateResult {
  return html`<div class="mw-history-intro">
    <span>${texts('intro.text')}</span>
    <button type="button" class="red-ui-button red-ui-button-small" @click=${done}>${texts('intro.done')}</button>
  </div>`;
}

export interface SelectionContext {
  readonly selected: readonly number[];
  /** The number of what runs now, if that is known. */
  readonly current: number | undefined;
  readonly texts: HistoryTexts;
  readonly format: TimeFormat;
  clear(): void;
}

/** What is selected, and what can be done with it; undefined while nothing is. */
export function selectionActions(context: SelectionContext): TemplateResult | undefined {
  const { selected, texts, clear } = context;
  if (selected.length === 0) return undefined;
  const label = words().clearSelection;
  return html`<span role="status">${selectionText(selected, texts)}</span>
    <button type="button" class="red-ui-button red-ui-button-small" title=${label} aria-label=${label} @click=${clear}>
      <i class="fa fa-times" aria-hidden="true"></i>
    </button>
    ${compareButton(context)}`;
}

const whyId = 'mw-history-why-not';

/** Two can be compared, and one with what runs now. */
function compareButton(context: SelectionContext): TemplateResult {
  const { selected, current, texts, format } = context;
  const [first = 0, second = 0] = [...selected].sort((one, other) => one - other);
  const runs = selected.length === 1 && first === current;
  const { permission } = compareRoutes.compare;
  const allowed = hasPermission(permission);
  const why = () => {
    if (!allowed) return texts('selection.notAllowed', { permission });
    if (selected.length > 2) return texts('selection.tooMany');
    return runs ? texts('selection.runs') : undefined;
  };
  const reason = why();
  const compare = (): void =>
    openComparison(
      selected.length === 2
        ? { before: { version: first }, after: { version: second } }
        : { before: { version: first }, after: { running: true } },
      { texts, format },
    );
  return html`<button
    type="button"
    class="red-ui-button red-ui-button-small mw-actions-first"
    ?disabled=${reason !== undefined}
    aria-describedby=${reason === undefined ? nothing : whyId}
    @click=${compare}
  >
    ${texts(selected.length === 1 ? 'selection.compareRunning' : 'selection.compare')}
  </button>
  ${reason === undefined ? nothing : html`<span class="mw-actions-why mw-hint" id=${whyId}>${reason}</span>`}`;
}

/** Few are named, since a filter may hide them. */
function selectionText(selected: readonly number[], texts: HistoryTexts): string {
  if (selected.length > 2) return texts.counted('selection.many', selected.length);
  const numbers = [...selected].sort((one, other) => one - other).map((number) => `#${number}`);
  return texts('selection.few', { numbers: numbers.join(', ') });
}
