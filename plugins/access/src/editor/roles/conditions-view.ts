import type { Condition, Rule } from '@millwright/access';
import { fieldValue, html, nothing, type TemplateResult } from '@millwright/editor';
import type { AccessTexts } from '../texts.ts';
import { dayName } from '../words/condition-words.ts';

export interface ConditionsView {
  readonly id: string;
  readonly effect: Rule['effect'];
  readonly conditions: readonly Condition[];
  readonly problem: string | undefined;
  readonly texts: AccessTexts;
  change(conditions: readonly Condition[]): void;
}

type Time = Extract<Condition, { kind: 'time' }>;
type Put<Kind> = (condition: Kind) => void;

const week = [1, 2, 3, 4, 5, 6, 7] as const;
const kinds = ['time', 'network', 'reason'] as const;

function newCondition(kind: (typeof kinds)[number]): Condition {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (kind === 'time') return { kind, from: '06:00', to: '22:00', zone };
  return kind === 'network' ? { kind, within: [] } : { kind, minLength: 10 };
}

/** What else has to be so for a rule to hold. */
export function conditionsView(view: ConditionsView): TemplateResult {
  const { id, effect, conditions, problem, texts, change } = view;
  const offered = kinds.filter((kind) => kind !== 'reason' || effect === 'allow');
  const add = (event: Event): void => {
    const kind = kinds.find((each) => each === fieldValue(event));
    (event.target as HTMLSelectElement).value = '';
    if (kind) change([...conditions, newCondition(kind)]);
  };
  return html`<fieldset class="mw-fields">
    <legend>${texts('when.legend')}</legend>
    ${conditions.length === 0 ? html`<p class="mw-hint">${texts('when.always')}</p>` : nothing}
    ${problem === undefined ? nothing : html`<p class="mw-field-problem" role="alert" tabindex="-1">${problem}</p>`}
    ${conditions.map((condition, index) => line(view, condition, index))}
    <div class="mw-access-inline">
      <select aria-label=${texts('when.add')} @change=${add}>
        <option value="" .selected=${true}>${texts('when.add')}</option>
        ${offered.map((kind) => html`<option value=${kind}>${texts(`when.kinds.${kind}`)}</option>`)}
      </select>
    </div>
    <datalist id="${id}-zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone}></option>`)}</datalist>
  </fieldset>`;
}

function line(view: ConditionsView, condition: Condition, index: number): TemplateResult {
  const { id, conditions, texts, change } = view;
  const set = (next: Condition): void =>
    change(conditions.map((other, place) => (place === index ? next : other)));
  const remove = (): void => change(conditions.filter((_other, place) => place !== index));
  const label = texts('when.remove', { number: index + 1 });
  return html`<div class="mw-access-inline" role="group" aria-label=${texts(`when.kinds.${condition.kind}`)}>
    ${controls(condition, `${id}-zones`, texts, set)}
    <button type="button" class="red-ui-button red-ui-button-small" title=${label} aria-label=${label} @click=${remove}>
      <i class="fa fa-times" aria-hidden="true"></i>
    </button>
  </div>`;
}

function controls(
  condition: Condition,
  zones: string,
  texts: AccessTexts,
  set: Put<Condition>,
): TemplateResult {
  switch (condition.kind) {
    case 'time':
      return timeControls(condition, zones, texts, set);
    case 'network':
      return html`<span>${texts('when.from')}</span>
        <input
          type="text"
          spellcheck="false"
          autocomplete="off"
          aria-label=${texts('when.networks')}
          placeholder="10.1.0.0/16, fd00::/8"
          .value=${condition.within.join(', ')}
          @change=${(event: Event) => set({ ...condition, within: networksIn(fieldValue(event)) })}
        />`;
    case 'reason':
      return html`<label
        >${texts('when.reason')}
        <input
          type="number"
          min="1"
          max="500"
          .value=${String(condition.minLength)}
          @change=${(event: Event) => set({ ...condition, minLength: Number(fieldValue(event)) })}
        />
        ${texts('when.characters')}</label
      >`;
  }
}

const networksIn = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

function timeControls(time: Time, zones: string, texts: AccessTexts, set: Put<Condition>): TemplateResult {
  const days = time.days ?? week;
  const toggle = (day: (typeof week)[number], { target }: Event): void => {
    const wanted = (target as HTMLInputElement).checked;
    const next = week.filter((each) => (each === day ? wanted : days.includes(each)));
    const { days: _before, ...rest } = time;
    set(next.length === week.length ? rest : { ...rest, days: next });
  };
  const clock = (part: 'from' | 'to'): TemplateResult => html`<label
    >${texts(`when.${part === 'from' ? 'begin' : 'end'}`)}
    <input type="time" .value=${time[part]} @change=${(event: Event) => set({ ...time, [part]: fieldValue(event) })}
  /></label>`;
  return html`${week.map(
    (day) => html`<label
        ><input type="checkbox" .checked=${days.includes(day)} @change=${(event: Event) => toggle(day, event)} />${dayName(day, texts.locale)}</label
      >`,
  )}
    ${clock('from')} ${clock('to')}
    <input
      type="text"
      list=${zones}
      maxlength="64"
      autocomplete="off"
      aria-label=${texts('when.zone')}
      .value=${time.zone}
      @change=${(event: Event) => set({ ...time, zone: fieldValue(event).trim() })}
    />`;
}
