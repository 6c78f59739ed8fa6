import {
  emptyState,
  type Failure,
  failedState,
  html,
  loadingState,
  nothing,
  type TemplateResult,
} from '@millwright/editor';
import type { NodeDetails } from '../../common/browse-routes.ts';
import type { OpcUaTexts } from '../texts.ts';
import { isNotDeployed } from './ask.ts';
import { accessText, typeText, valueText } from './lines.ts';
import type { Search } from './search.ts';
import type { PickedNode } from './tree.ts';

/** What stands in the place of a tree that is not there yet: what happened, and what to do. */
export function beforeTree(first: 'loading' | Failure, texts: OpcUaTexts, retry: () => void): TemplateResult {
  if (first === 'loading') return loadingState(texts('picker.connecting'));
  if (isNotDeployed(first))
    return emptyState({
      icon: 'fa-cloud-upload',
      title: texts('picker.notDeployed'),
      text: texts('picker.deployFirst'),
      action: { label: texts('picker.again'), run: retry },
    });
  return failedState({ title: texts('picker.failed'), failure: first, texts, retry });
}

export const withoutConnection = (texts: OpcUaTexts): TemplateResult =>
  emptyState({ icon: 'fa-plug', title: texts('picker.noConnection'), text: texts('picker.chooseFirst') });

/** The search, and how it stands. @param leave to the tree */
export function head(
  search: Search,
  texts: OpcUaTexts,
  { several, leave, refresh }: { readonly several: boolean; leave(): void; refresh(): void },
): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      leave();
    }
    if (event.key === 'Enter') search.now();
    if (event.key !== 'Escape' || search.text === '') return;
    event.stopPropagation();
    search.type('');
  };
  const hint = html`<div class="mw-opcua-picker-said mw-opcua-picker-hint">${texts(several ? 'picker.hintSeveral' : 'picker.hint')}</div>`;
  return html`<div class="mw-opcua-picker-head">
      <input type="search" placeholder=${texts('picker.search')} aria-label=${texts('picker.search')}
        .value=${search.text} autocomplete="off" spellcheck="false" maxlength="100"
        @input=${(event: Event) => search.type((event.target as HTMLInputElement).value)}
        @keydown=${onKey} />
      <button type="button" class="red-ui-button" title=${texts('picker.refresh')} aria-label=${texts('picker.refresh')}
        @click=${refresh}><i class="fa fa-refresh" aria-hidden="true"></i></button>
    </div>
    ${search.said === '' ? hint : nothing}
    <div class="mw-opcua-picker-said" role="status" ?hidden=${search.said === ''}>${search.said}</div>`;
}

/** All of one node: where there is little room its line does not say it. */
export function foot(
  node: PickedNode,
  details: NodeDetails | undefined,
  signature: string,
  texts: OpcUaTexts,
): TemplateResult {
  const words = [
    `${node.name}${signature}`,
    texts.find(`picker.class.${node.class}`) ?? node.class,
    typeText(details),
    accessText(details, texts),
    valueText(details, texts),
  ].filter((word) => word !== '');
  return html`<div>${words.join(' · ')}</div><code>${node.address}</code>`;
}
