import {
  emptyState,
  failedState,
  hasPermission,
  html,
  loadingState,
  nothing,
  repeat,
  type TemplateResult,
  timeFormat,
} from '@millwright/editor';
import { type OperationCount, templateNameRoutes } from '../common/routes.ts';
import type { CountsState } from './model.ts';
import type { TemplateNameTexts } from './texts.ts';

/** What the user can do in the sidebar. */
export interface Actions {
  retry(): void;
  reset(operation: string): void;
}

/** The sidebar's content in each of its states. */
export function body(state: CountsState, texts: TemplateNameTexts, actions: Actions): TemplateResult {
  if (state.phase === 'loading') return loadingState(texts('list.loading'));
  if (state.phase === 'failed') {
    const { failure } = state;
    const title = texts('list.failed');
    const { retry } = actions;
    return failedState({ title, failure, texts, retry });
  }
  if (state.counts.length === 0)
    return emptyState({ icon: 'fa-list-ol', title: texts('list.emptyTitle'), text: texts('list.emptyText') });
  return html`<ul class="mw-template-name-list" aria-label=${texts('list.label')}>
    ${repeat(
      state.counts,
      ({ operation }) => operation,
      (count) => row(count, texts, actions),
    )}
  </ul>`;
}

function row(
  { operation, count, lastAt }: OperationCount,
  texts: TemplateNameTexts,
  actions: Actions,
): TemplateResult {
  const format = timeFormat(texts.locale);
  return html`<li title=${texts('row.last', { time: format.exact(lastAt) })}>
    <span>${operation}<br /><span class="mw-quiet">${texts.counted('row.count', count)}</span></span>
    ${
      hasPermission(templateNameRoutes.resetCount.permission)
        ? html`<button
            type="button"
            class="red-ui-button red-ui-button-small"
            aria-label=${texts('row.resetLabel', { operation })}
            @click=${() => actions.reset(operation)}
          >
            ${texts('row.reset')}
          </button>`
        : nothing
    }
  </li>`;
}

/** What this sidebar is for, to who sees it for the first time. */
export function intro(texts: TemplateNameTexts, done: () => void): TemplateResult {
  return html`<div class="mw-template-name-intro">
    <span>${texts('intro.text')}</span>
    <button type="button" class="red-ui-button red-ui-button-small" @click=${done}>${texts('intro.done')}</button>
  </div>`;
}
