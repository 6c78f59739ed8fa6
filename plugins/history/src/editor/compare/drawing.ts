import { html, type TemplateResult } from '@millwright/editor';
import type { Comparison, NodeDifference } from '../../common/comparison.ts';
import type { HistoryTexts } from '../texts.ts';

/** What every piece of the comparison needs to draw itself. */
export interface Drawing {
  readonly texts: HistoryTexts;
  readonly names: Comparison['names'];
  /** Places are shown too. */
  readonly showMoved: boolean;
  /** There is room for both sides of code beside each other. */
  readonly beside: boolean;
  /** Nodes are folded until someone opens them. */
  readonly compact: boolean;
  isOpen(key: string, byDefault: boolean): boolean;
  toggle(key: string, byDefault: boolean): void;
}

export type State = NodeDifference['state'];

const symbols: Readonly<Record<State, string>> = { added: '+', changed: '~', removed: '−', moved: '↔' };

/** What happened, as a symbol that has a word for those who do not see it. */
export function mark(state: State, { texts }: Drawing): TemplateResult {
  return html`<span class="mw-compare-mark" data-state=${state} role="img" aria-label=${texts(`change.symbol.${state}`)}>${symbols[state]}</span>`;
}

/** Opens and closes what stands below it. */
export function foldMark(open: boolean): TemplateResult {
  return html`<i class="fa ${open ? 'fa-caret-down' : 'fa-caret-right'} mw-compare-fold" aria-hidden="true"></i>`;
}
