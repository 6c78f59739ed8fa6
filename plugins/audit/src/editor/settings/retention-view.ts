import {
  fieldValue,
  html,
  nothing,
  type SizeUnit,
  sizeUnits,
  type TemplateResult,
  textInput,
  words,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import type { retentionRoutes } from '../../common/routes.ts';
import { type EventClass, eventClasses } from '../../common/settings.ts';
import { symbol } from '../health/tone.ts';
import type { AuditTexts } from '../texts.ts';
import type { GeneralProblems, KeepDraft } from './general-draft.ts';

export type PreviewAnswer = RouteAnswer<typeof retentionRoutes.previewRetention>;

/** What the retention that is typed would prune, as far as that is known. */
export type Preview =
  | { readonly state: 'none' | 'loading' }
  | { readonly state: 'ready'; readonly found: PreviewAnswer }
  | { readonly state: 'failed'; readonly reason: string };

export interface RetentionView {
  readonly keep: Readonly<Record<EventClass, KeepDraft>>;
  readonly problems: GeneralProblems['keep'] | undefined;
  readonly preview: Preview;
  readonly texts: AuditTexts;
  change(name: EventClass, keep: KeepDraft): void;
  /** Asks once more what would go. */
  again(): void;
}

/** How long events stay, class by class, and what goes with that. */
export function retentionView(view: RetentionView): TemplateResult {
  const { texts } = view;
  return html`<fieldset class="mw-fields">
    <legend>${texts('retention.title')}</legend>
    <p class="mw-hint">${texts('retention.what')}</p>
    ${eventClasses.map((name) => keepFields(name, view))}
    <div class="mw-audit-preview" role="status">${previewView(view)}</div>
  </fieldset>`;
}

function keepFields(name: EventClass, { keep, problems, texts, change }: RetentionView): TemplateResult {
  const draft = keep[name];
  const problem = problems?.[name] ?? {};
  const id = `mw-audit-keep-${name}`;
  return html`<div class="mw-audit-keep" role="group" aria-labelledby="${id}-name" aria-describedby="${id}-what">
    <p><b id="${id}-name">${texts(`classes.${name}.name`)}</b> <span class="mw-hint" id="${id}-what">${texts(`classes.${name}.what`)}</span></p>
    <div class="mw-columns">
      ${textInput({
        id: `${id}-days`,
        label: texts('retention.days'),
        value: draft.days,
        maxLength: 12,
        numeric: true,
        unit: html`<span>${texts('retention.dayUnit')}</span>`,
        problem: problem.days === undefined ? undefined : texts(`retention.problems.${problem.days}`),
        change: (days) => change(name, { ...draft, days }),
      })}
      ${textInput({
        id: `${id}-size`,
        label: texts('retention.size'),
        value: draft.size,
        maxLength: 12,
        numeric: true,
        unit: html`<select
          aria-label=${texts('retention.unit')}
          @change=${(event: Event) => change(name, { ...draft, unit: fieldValue(event) as SizeUnit })}
        >
          ${(Object.keys(sizeUnits) as SizeUnit[]).map((unit) => html`<option value=${unit} .selected=${unit === draft.unit}>${texts(`retention.units.${unit}`)}</option>`)}
        </select>`,
        problem: problem.size === undefined ? undefined : texts(`retention.problems.${problem.size}`),
        change: (size) => change(name, { ...draft, size }),
      })}
    </div>
  </div>`;
}

/** How many events would go. */
export function doomed(preview: Preview): number {
  return preview.state === 'ready' ? eventClasses.reduce((sum, name) => sum + preview.found[name], 0) : 0;
}

function previewView(view: RetentionView): TemplateResult | typeof nothing {
  const { preview, texts, again } = view;
  switch (preview.state) {
    case 'none':
      return nothing;
    case 'loading':
      return html`<p class="mw-hint"><i class="fa fa-circle-o-notch fa-spin" aria-hidden="true"></i> ${texts('retention.previewing')}</p>`;
    case 'failed':
      return html`<div class="mw-line mw-amber">
        <p>${texts('retention.previewFailed')} ${preview.reason}</p>
        <button type="button" @click=${again}>${words().tryAgain}</button>
      </div>`;
    case 'ready':
      return foundView(preview, texts);
  }
}

function foundView(preview: Extract<Preview, { state: 'ready' }>, texts: AuditTexts): TemplateResult {
  const { found } = preview;
  const count = doomed(preview);
  const waiting =
    found.waiting === 0
      ? nothing
      : html`<p>${symbol('idle')} ${texts.counted('retention.waiting', found.waiting)}</p>`;
  if (count === 0) return html`<p>${symbol('good')} ${texts('retention.prunesNone')}</p>${waiting}`;
  return html`<div class="mw-line mw-audit-doomed">
    <p>${symbol('attention')} <b>${texts.counted('retention.prunes', count)}</b> ${texts('retention.proof')}</p>
    <dl>
      ${eventClasses
        .filter((name) => found[name] > 0)
        .map(
          (name) =>
            html`<dt>${texts(`classes.${name}.name`)}</dt><dd>${found[name].toLocaleString(texts.locale)}</dd>`,
        )}
    </dl>
    ${waiting}
  </div>`;
}
