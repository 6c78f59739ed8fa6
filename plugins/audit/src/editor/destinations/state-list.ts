import { html, nothing, type TemplateResult, type TimeFormat, toldText } from '@millwright/editor';
import type { DestinationState } from '../../common/log.ts';
import { symbol, type Tone } from '../health/tone.ts';
import type { AuditTexts } from '../texts.ts';

export interface StateList {
  readonly destinations: readonly DestinationState[];
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  readonly now: number;
}

export const stateTones: Readonly<Record<DestinationState['state'], Tone>> = {
  'up-to-date': 'good',
  delivering: 'good',
  waiting: 'attention',
  off: 'idle',
};

/** Where events and checkpoints go, how far each is, and what is wrong with it. */
export function destinationList(list: StateList): TemplateResult {
  const { destinations, texts } = list;
  if (destinations.length === 0) return html`<p>${texts('destinations.none')}</p>`;
  return html`<ul class="mw-audit-destinations">
    ${destinations.map((destination) => html`<li>${destinationState(destination, list)}</li>`)}
  </ul>`;
}

function destinationState(
  destination: DestinationState,
  { texts, format, now }: Omit<StateList, 'destinations'>,
): TemplateResult {
  const { name, kind, state, anchor, anchored, problem, lastDelivered } = destination;
  return html`${symbol(stateTones[state])}
    <div>
      <p>
        <b>${name}</b> <span class="mw-hint">${texts(`destinations.kinds.${kind}`)}</span>
      </p>
      <p>${stateText(destination, texts, format, now)}</p>
      ${
        lastDelivered === undefined || state === 'up-to-date'
          ? nothing
          : html`<p class="mw-hint">${texts('destinations.lastDelivered', { when: format.brief(lastDelivered) })}</p>`
      }
      ${
        anchor
          ? html`<p class="mw-hint">${anchored ? texts('destinations.anchored', { seq: anchored - 1 }) : texts('destinations.notAnchored')}</p>`
          : nothing
      }
      ${
        problem === undefined
          ? nothing
          : html`<p>${toldText(problem, texts)}</p>
              <p class="mw-hint">${texts('log.code', { code: problem.code })}</p>`
      }
    </div>`;
}

/** The state in words, with how far it is behind. */
export function stateText(
  { state, behind, since, nextTry }: DestinationState,
  texts: AuditTexts,
  format: TimeFormat,
  now: number,
): string {
  const parts: string[] = [texts(`destinations.states.${state}`)];
  if (behind > 0)
    parts.push(
      since === undefined
        ? texts.counted('destinations.behind', behind)
        : texts.counted('destinations.behindSince', behind, { since: format.brief(since) }),
    );
  if (state === 'waiting' && nextTry !== undefined)
    parts.push(texts('destinations.nextTry', { seconds: Math.max(0, Math.ceil((nextTry - now) / 1000)) }));
  return parts.join(' · ');
}
