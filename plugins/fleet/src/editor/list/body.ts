import {
  emptyState,
  failedState,
  html,
  loadingState,
  nothing,
  type TemplateResult,
  words,
} from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';
import { isFiltered } from './filter.ts';
import type { ListState } from './model.ts';

export interface BodyContext {
  readonly state: ListState;
  readonly list: HTMLElement;
  readonly texts: FleetTexts;
  retry(): void;
  /** Takes all filters away. */
  showAll(): void;
  addDevice(): void;
}

/** The devices, or why there are none. */
export function listBody(context: BodyContext): TemplateResult | HTMLElement {
  const { state, list, texts, retry, showAll, addDevice } = context;
  if (state.phase === 'failed' && state.failure) {
    const { failure } = state;
    const title = texts('list.failed');
    return failedState({ title, failure, texts, retry });
  }
  if (state.devices.length > 0) return list;
  if (state.phase === 'loading' || state.searching) return loadingState(texts('list.loading'));
  if (isFiltered(state.filter))
    return emptyState({
      icon: 'fa-filter',
      title: texts('list.noMatchTitle'),
      text: texts('list.noMatchText'),
      action: { label: words().showAll, run: showAll },
    });
  return emptyState({
    icon: 'fa-sitemap',
    title: texts('list.emptyTitle'),
    text: texts('list.emptyText'),
    action: { label: texts('code.menu'), run: addDevice },
  });
}

export interface SelectionContext {
  readonly selected: readonly string[];
  /** What one lacks for a deploy; undefined for those who may. */
  readonly lacks: string | undefined;
  readonly texts: FleetTexts;
  clear(): void;
  deploy(): void;
}

const whyId = 'mw-fleet-why-not';

/** What is selected, and what can be done with it; undefined while nothing is. */
export function selectionActions(context: SelectionContext): TemplateResult | undefined {
  const { selected, lacks, texts, clear, deploy } = context;
  if (selected.length === 0) return undefined;
  const label = words().clearSelection;
  return html`<span role="status">${texts.counted('list.selected', selected.length)}</span>
    <button type="button" class="red-ui-button red-ui-button-small" title=${label} aria-label=${label} @click=${clear}>
      <i class="fa fa-times" aria-hidden="true"></i>
    </button>
    <button
      type="button"
      class="red-ui-button red-ui-button-small mw-actions-first"
      ?disabled=${lacks !== undefined}
      aria-describedby=${lacks === undefined ? nothing : whyId}
      @click=${deploy}
    >
      ${texts('list.deploy')}
    </button>
    ${
      lacks === undefined
        ? nothing
        : html`<span class="mw-actions-why mw-hint" id=${whyId}>${texts('menu.notAllowed', { permission: lacks })}</span>`
    }`;
}

/** `12 devices · 11 in reach`: the heading of the list, of all that the filter lets through. */
export function listHeading({ counts, devices }: ListState, texts: FleetTexts): string {
  const all = texts.counted('list.devices', counts?.all ?? devices.length);
  return counts === undefined ? all : `${all} · ${texts('list.online', { count: counts.online })}`;
}
