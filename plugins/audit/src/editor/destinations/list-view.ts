import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { DestinationState } from '../../common/log.ts';
import { type Destination, eventClasses } from '../../common/settings.ts';
import { symbol } from '../health/tone.ts';
import type { AuditTexts } from '../texts.ts';
import { addressOf, type Kind, kinds } from './draft.ts';
import { stateTones } from './state-list.ts';

export interface DestinationList {
  readonly destinations: readonly Destination[];
  /** How they are doing, as far as that is known. */
  readonly states: readonly DestinationState[];
  readonly allowed: boolean;
  readonly texts: AuditTexts;
  open(destination: Destination): void;
  add(kind: Kind): void;
}

/** The destinations as they are set, and the ways to a new one. */
export function destinationListView(list: DestinationList): TemplateResult {
  const { destinations, allowed, texts, add } = list;
  return html`${destinations.length === 0 ? html`<p>${texts('destinations.none')}</p>` : items(list)}
    ${
      allowed
        ? html`<p class="mw-hint">${texts('destinations.add')}</p>
            <div class="mw-audit-buttons">
              ${kinds.map(
                (kind) => html`<button
                  type="button"
                  class="red-ui-button"
                  aria-label=${texts('destinations.addOne', { kind: texts(`destinations.kinds.${kind}`) })}
                  @click=${() => add(kind)}
                ><i class="fa fa-plus" aria-hidden="true"></i> ${texts(`destinations.kinds.${kind}`)}</button>`,
              )}
            </div>`
        : nothing
    }`;
}

function items({ destinations, states, allowed, texts, open }: DestinationList): TemplateResult {
  const stateOf = ({ id, enabled }: Destination): DestinationState['state'] | undefined =>
    enabled ? states.find((state) => state.id === id)?.state : 'off';
  return html`<ul class="mw-audit-items">
      ${destinations.map((destination) => {
        const state = stateOf(destination);
        return html`<li>
          ${symbol(state === undefined ? 'unknown' : stateTones[state])}
          <div>
            <p>
              <b>${destination.name}</b>
              <span class="mw-hint">${texts(`destinations.kinds.${destination.kind}`)}${state === undefined ? '' : ` · ${texts(`destinations.states.${state}`)}`}</span>
            </p>
            <p class="mw-audit-address">${addressOf(destination)}</p>
            <p class="mw-hint">${contentText(destination, texts)}</p>
          </div>
          <button
            type="button"
            class="red-ui-button red-ui-button-small"
            aria-label=${texts(allowed ? 'destinations.editOne' : 'destinations.showOne', { name: destination.name })}
            @click=${() => open(destination)}
          >${texts(allowed ? 'destinations.edit' : 'destinations.show')}</button>
        </li>`;
      })}
    </ul>`;
}

/** `Checkpoints, changes, log-ins`: what goes there. */
function contentText({ anchor, classes }: Destination, texts: AuditTexts): string {
  const names = eventClasses
    .filter((each) => classes.includes(each))
    .map((each) => texts(`classes.${each}.name`));
  const all = [...(anchor ? [texts('destinations.checkpoints')] : []), ...names];
  return all.length === 0 ? texts('destinations.nothing') : all.join(', ');
}
