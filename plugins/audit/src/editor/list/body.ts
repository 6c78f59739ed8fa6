import { emptyState, failedState, html, loadingState, type TemplateResult, words } from '@millwright/editor';
import { isFiltered } from '../filter/filter.ts';
import type { AuditTexts } from '../texts.ts';
import type { AuditState } from './model.ts';

export interface BodyContext {
  readonly state: AuditState;
  readonly list: HTMLElement;
  readonly texts: AuditTexts;
  retry(): void;
  /** Takes all filters away. */
  showAll(): void;
}

/** The list, or why there is none. */
export function sidebarBody(context: BodyContext): TemplateResult | HTMLElement {
  const { state, list, texts, retry, showAll } = context;
  if (state.phase === 'failed' && state.failure) {
    const { failure } = state;
    const title = texts('list.failed');
    return failedState({ title, failure, texts, retry });
  }
  if (state.phase === 'loading') return loadingState(texts('list.loading'));
  if (state.events.length > 0) return list;
  if (isFiltered(state.filter))
    return emptyState({
      icon: 'fa-filter',
      title: texts('list.noMatchTitle'),
      text: texts(state.filter.text === '' ? 'list.noMatchText' : 'list.noMatchSearch'),
      action: { label: words().showAll, run: showAll },
    });
  if (state.searching) return loadingState(texts('list.loading'));
  return emptyState({
    icon: 'fa-list-alt',
    title: texts('list.emptyTitle'),
    text: texts('list.emptyText'),
  });
}

/** What the first visit says. */
export function intro(texts: AuditTexts, done: () => void): TemplateResult {
  return html`<div class="mw-audit-intro">
    <span>${texts('intro.text')}</span>
    <button type="button" class="red-ui-button red-ui-button-small" @click=${done}>${texts('intro.done')}</button>
  </div>`;
}
