import { emptyState, failedState, html, loadingState, type TemplateResult, words } from '@millwright/editor';
import { setUpUser } from '../../common/state.ts';
import type { AccessTexts } from '../texts.ts';
import { grantorsText } from '../words/reason-words.ts';
import type { AccessData } from './data.ts';

export interface BodyContext {
  readonly data: AccessData;
  readonly list: HTMLElement;
  /** Whether the list has any row. */
  readonly found: boolean;
  readonly texts: AccessTexts;
  retry(): void;
  showAll(): void;
  setUp(): void;
}

/** The list, or why there is none. */
export function sidebarBody(context: BodyContext): TemplateResult | HTMLElement {
  const { data, list, found, texts, retry, showAll, setUp } = context;
  switch (data.phase) {
    case 'loading':
      return loadingState(texts('list.loading'));
    case 'failed': {
      const title = texts('list.failed');
      const { failure } = data;
      return failedState({ title, failure, texts, retry });
    }
    case 'off': {
      const text = data.me.name === setUpUser ? 'setUp' : data.state.logIn === 'none' ? 'none' : 'settings';
      return emptyState({
        icon: 'fa-shield',
        title: texts('off.title'),
        text: texts(`off.${text}`),
        action: { label: texts(data.state.logIn === 'none' ? 'off.setUpLogIn' : 'off.start'), run: setUp },
      });
    }
    default:
      if (found) return list;
      return emptyState({
        icon: 'fa-filter',
        title: texts('list.noMatchTitle'),
        text: texts('list.noMatchText'),
        action: { label: words().showAll, run: showAll },
      });
  }
}

/** Below the own row: that the rules are for others to see, and who can help. */
export function restrictedLine(data: AccessData, texts: AccessTexts): TemplateResult | undefined {
  if (data.phase !== 'restricted') return undefined;
  return html`<p><i class="fa fa-lock" aria-hidden="true"></i> ${texts('list.restricted')}</p>
    <p class="mw-hint">${grantorsText(data.grantors, texts) ?? ''}</p>`;
}
