import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { HistoryTexts } from '../texts.ts';
import {
  type Choice,
  keyOf,
  type OfferedPart,
  type OfferedState,
  partState,
  toggleNode,
  togglePart,
} from './choice.ts';

/** Of a part with very many nodes only the beginning is drawn; the whole part can always be chosen. */
const mostNodes = 200;

export interface ChoiceTree {
  /** What differs between what runs and the whole version. */
  readonly parts: readonly OfferedPart[];
  readonly choice: Choice;
  readonly texts: HistoryTexts;
  isOpen(part: string): boolean;
  toggle(part: string): void;
  choose(choice: Choice): void;
}

/** The parts that differ and the nodes on them, each with a box to check. */
export function choiceTree(tree: ChoiceTree): TemplateResult {
  const { texts, parts } = tree;
  return html`<ul class="mw-restore-tree" role="group" aria-label=${texts('plan.choice.label')}>
    ${parts.map((part) => partItem(part, tree))}
  </ul>`;
}

function partItem(part: OfferedPart, tree: ChoiceTree): TemplateResult {
  const { choice, texts } = tree;
  const key = keyOf(part);
  const state = partState(choice, part);
  const open = tree.isOpen(key);
  const name = part.label || texts(`change.name.${part.kind}`);
  const label = texts('plan.choice.unfold', { name });
  return html`<li>
    <div class="mw-restore-part">
      ${
        part.nodes.length === 0
          ? html`<span class="mw-restore-fold"></span>`
          : html`<button type="button" class="mw-restore-fold" aria-expanded=${open} aria-label=${label} title=${label} @click=${() => tree.toggle(key)}>
              <i class="fa ${open ? 'fa-caret-down' : 'fa-caret-right'}" aria-hidden="true"></i>
            </button>`
      }
      <label class="mw-compare-switch">
        <input type="checkbox" .checked=${state === 'all'} .indeterminate=${state === 'some'} @change=${() => tree.choose(togglePart(choice, part))} />
        <span>${name} <span class="mw-hint">${wordsOf(part.state, texts)}</span></span>
      </label>
    </div>
    ${open ? nodeItems(part, state === 'all', tree) : nothing}
  </li>`;
}

function nodeItems(part: OfferedPart, all: boolean, tree: ChoiceTree): TemplateResult {
  const { choice, texts } = tree;
  const more = part.nodes.length - mostNodes;
  return html`<ul class="mw-restore-nodes">
    ${part.nodes.slice(0, mostNodes).map(
      ({ id, label, type, state }) => html`<li>
        <label class="mw-compare-switch">
          <input type="checkbox" .checked=${all || choice.nodes.has(id)} @change=${() => tree.choose(toggleNode(choice, part, id))} />
          <span>${label || type || id} <span class="mw-hint">${label === '' ? id : type}, ${wordsOf(state, texts)}</span></span>
        </label>
      </li>`,
    )}
    ${more > 0 ? html`<li class="mw-hint">${texts.counted('plan.choice.more', more)}</li>` : nothing}
  </ul>`;
}

/** From what runs to the version: what is added comes back, what is removed goes. */
function wordsOf(state: OfferedState, texts: HistoryTexts): string {
  return texts(`plan.choice.${state}`);
}
