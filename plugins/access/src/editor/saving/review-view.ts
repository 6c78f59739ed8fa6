import {
  failureLine,
  fieldValue,
  html,
  nothing,
  type TemplateResult,
  type TimeFormat,
  trayCheck,
  trayField,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import type { CurrentPolicy } from '../../common/policies.ts';
import type { policyRoutes } from '../../common/routes.ts';
import type { DifferenceLine } from '../policy/difference.ts';
import { subjectName } from '../sidebar/entries.ts';
import type { AccessTexts } from '../texts.ts';
import { actionText } from '../words/action-words.ts';
import { aboutText } from '../words/place-words.ts';
import { causeText } from '../words/reason-words.ts';

type Simulated = RouteAnswer<typeof policyRoutes.simulate>;

export type Simulation =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'ready'; readonly found: Simulated };

export type ReviewState =
  | {
      readonly kind: 'review';
      readonly differences: readonly DifferenceLine[];
      readonly simulation: Simulation;
      readonly note: string;
      /** Whether the rules revert by themselves unless they are confirmed. */
      readonly trial: boolean;
      readonly narrowsMe: boolean;
      /** Those that hold now revert by themselves, too. */
      readonly onTrial: boolean;
      readonly failure: string | undefined;
      setNote(note: string): void;
      setTrial(trial: boolean): void;
    }
  | {
      readonly kind: 'stale';
      readonly now: CurrentPolicy;
      /** What the others changed. */
      readonly differences: readonly DifferenceLine[];
      /** Whether the own change can be made on top of it. */
      readonly fits: boolean;
    };

interface ReviewWords {
  readonly texts: AccessTexts;
  readonly format: TimeFormat;
  back(): void;
}

export function reviewView(state: ReviewState, words: ReviewWords): TemplateResult {
  const { texts, back } = words;
  return html`${state.kind === 'review' ? reviewContent(state, words) : staleContent(state, words)}
    <div class="mw-access-actions">
      <button type="button" class="red-ui-button" @click=${back}>${texts('review.back')}</button>
    </div>`;
}

function reviewContent(state: Extract<ReviewState, { kind: 'review' }>, words: ReviewWords): TemplateResult {
  const { texts } = words;
  const { differences, simulation, note, trial, failure, setNote, setTrial } = state;
  return html`${failureLine(failure)}
    <h3>${texts('review.changes')}</h3>
    ${differences.length === 0 ? html`<p>${texts('review.nothing')}</p>` : differenceList(differences)}
    <h3>${texts('review.lately')}</h3>
    <div role="status">${simulationContent(simulation, words)}</div>
    <h3>${texts('review.saving')}</h3>
    ${trayField({
      id: 'mw-access-note',
      label: texts('review.note'),
      control: html`<textarea id="mw-access-note" maxlength="500" .value=${note} @input=${(event: Event) => setNote(fieldValue(event))}></textarea>`,
    })}
    ${trayCheck({
      id: 'mw-access-trial',
      label: texts('review.trial'),
      hint: trialHint(state, texts),
      control: html`<input
        type="checkbox"
        id="mw-access-trial"
        aria-describedby="mw-access-trial-hint"
        .checked=${trial}
        @change=${({ target }: Event) => setTrial((target as HTMLInputElement).checked)}
      />`,
    })}`;
}

function trialHint(
  { onTrial, trial, narrowsMe }: Extract<ReviewState, { kind: 'review' }>,
  texts: AccessTexts,
): string {
  if (onTrial) return texts(trial ? 'review.trialGoesOn' : 'review.trialEnds');
  return texts(narrowsMe ? 'review.trialNarrows' : 'review.trialHint');
}

export function differenceList(lines: readonly DifferenceLine[]): TemplateResult {
  return html`<ul class="mw-access-lines">
    ${lines.map(
      ({ mark, about, text }) => html`<li>
        <span class="mw-access-mark">${mark}</span>
        <span><b>${about}</b>: ${text}</span>
      </li>`,
    )}
  </ul>`;
}

function simulationContent(simulation: Simulation, words: ReviewWords): TemplateResult {
  const { texts, format } = words;
  if (simulation.state === 'loading')
    return html`<p class="mw-hint"><i class="fa fa-circle-o-notch fa-spin" aria-hidden="true"></i> ${texts('review.simulating')}</p>`;
  if (simulation.state === 'failed')
    return html`<div class="mw-line mw-amber"><p>${texts('review.notSimulated')} ${simulation.reason}</p></div>`;
  const { decisions, changes } = simulation.found;
  if (decisions === 0) return html`<p>${texts('review.noDecisions')}</p>`;
  if (changes.length === 0)
    return html`<p><span class="mw-good mw-symbol" aria-hidden="true">●</span> ${texts.counted('review.same', decisions)}</p>`;
  return html`<p>
      <span class="mw-attention mw-symbol" aria-hidden="true">▲</span>
      <b>${texts.counted('review.others', changes.length, { of: decisions })}</b>
    </p>
    <ul class="mw-access-lines mw-access-simulated">
      ${changes.map(
        ({ decision, allowed, reasons }) => html`<li>
          <span class="mw-symbol ${allowed ? 'mw-good' : 'mw-bad'}" aria-hidden="true">${allowed ? '●' : '■'}</span>
          <span>
            <b>${subjectName(decision.subject, texts)}</b>:
            ${actionText(decision.action, texts)} · ${aboutText(decision.about, texts)},
            <span class="mw-hint">${format.brief(decision.time)}</span><br />
            ${texts(allowed ? 'review.nowAllowed' : 'review.nowRefused')}${reasons[0] ? html`: ${causeText(reasons[0], texts)}` : nothing}
          </span>
        </li>`,
      )}
    </ul>`;
}

function staleContent(state: Extract<ReviewState, { kind: 'stale' }>, words: ReviewWords): TemplateResult {
  const { texts, format } = words;
  const { now, differences, fits } = state;
  const who = now.by ?? texts('revisions.itself');
  return html`<div class="mw-line mw-amber" role="alert">
      <p><b>${texts('stale.title', { who, when: format.brief(now.time) })}</b></p>
      ${now.note === undefined ? nothing : html`<p>${texts('revisions.note', { note: now.note })}</p>`}
      <p>${texts(fits ? 'stale.fits' : 'stale.sameThing')}</p>
    </div>
    <h3>${texts('stale.theirs')}</h3>
    ${differences.length === 0 ? html`<p>${texts('review.nothing')}</p>` : differenceList(differences)}`;
}
