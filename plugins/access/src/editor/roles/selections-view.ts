import type { Reference, Selection } from '@millwright/access';
import { fieldValue, html, nothing, type TemplateResult } from '@millwright/editor';
import type { FlowChoices } from '../flows/choices.ts';
import type { AccessTexts } from '../texts.ts';
import { namedKinds } from '../words/place-words.ts';

export interface SelectionsView {
  readonly id: string;
  readonly selections: readonly Selection[];
  readonly choices: FlowChoices;
  readonly problem: string | undefined;
  readonly texts: AccessTexts;
  change(selections: readonly Selection[]): void;
}

const referenceFields = namedKinds;
const fields = [...referenceFields, 'type', 'module'] as const;
type Field = (typeof fields)[number];

const isReference = (field: Field): field is (typeof referenceFields)[number] =>
  (referenceFields as readonly Field[]).includes(field);

/** The value of a select for a pattern instead of a thing that exists. */
const byPattern = '*';

/** What a rule is about: any of these lines, of each line all parts; everything without a line. */
export function selectionsView(view: SelectionsView): TemplateResult {
  const { id, selections, choices, problem, texts, change } = view;
  const add = (): void => change([...selections, withField({}, 'tab', choices)]);
  return html`<fieldset class="mw-fields">
    <legend>${texts('select.legend')}</legend>
    <p class="mw-hint">${texts(selections.length === 0 ? 'select.everything' : 'select.hint')}</p>
    ${problem === undefined ? nothing : html`<p class="mw-field-problem" role="alert" tabindex="-1">${problem}</p>`}
    ${selections.map((selection, index) => line(view, selection, index))}
    <button type="button" class="red-ui-button red-ui-button-small" @click=${add}>
      <i class="fa fa-plus" aria-hidden="true"></i> ${texts(selections.length === 0 ? 'select.narrow' : 'select.or')}
    </button>
    <datalist id="${id}-types">${choices.types.map((type) => html`<option value=${type}></option>`)}</datalist>
    <datalist id="${id}-modules">${choices.modules.map((name) => html`<option value=${name}></option>`)}</datalist>
  </fieldset>`;
}

function line(view: SelectionsView, selection: Selection, index: number): TemplateResult {
  const { selections, choices, texts, change } = view;
  const present = fields.filter((field) => selection[field] !== undefined);
  const free = fields.filter((field) => selection[field] === undefined);
  const set = (next: Selection): void =>
    change(selections.map((other, place) => (place === index ? next : other)));
  const remove = (): void => change(selections.filter((_other, place) => place !== index));
  const and = (event: Event): void => {
    const field = fields.find((each) => each === fieldValue(event));
    (event.target as HTMLSelectElement).value = '';
    if (field) set(withField(selection, field, choices));
  };
  const label = texts('select.remove', { number: index + 1 });
  return html`<div class="mw-access-inline" role="group" aria-label=${texts('select.line', { number: index + 1 })}>
    ${present.map((field, place) => html`${place > 0 ? html`<span>${texts('select.and')}</span>` : nothing} ${clause(view, selection, field, free, set)}`)}
    ${
      free.length === 0
        ? nothing
        : html`<select aria-label=${texts('select.addAnd')} @change=${and}>
            <option value="" .selected=${true}>${texts('select.addAnd')}</option>
            ${free.map((field) => html`<option value=${field}>${texts(`select.fields.${field}`)}</option>`)}
          </select>`
    }
    <button type="button" class="red-ui-button red-ui-button-small" title=${label} aria-label=${label} @click=${remove}>
      <i class="fa fa-times" aria-hidden="true"></i>
    </button>
  </div>`;
}

function clause(
  view: SelectionsView,
  selection: Selection,
  field: Field,
  free: readonly Field[],
  set: (selection: Selection) => void,
): TemplateResult {
  const { choices, texts } = view;
  const other = (event: Event): void => {
    const next = fields.find((each) => each === fieldValue(event));
    if (!next) return;
    const { [field]: _gone, ...rest } = selection;
    set(withField(rest, next, choices));
  };
  const kinds = fields.filter((each) => each === field || free.includes(each));
  return html`<select aria-label=${texts('select.kind')} @change=${other}>
      ${kinds.map((each) => html`<option value=${each} .selected=${each === field}>${texts(`select.fields.${each}`)}</option>`)}
    </select>
    ${isReference(field) ? referenceControls(view, field, selection, set) : patternControl(view, field, selection, set)}`;
}

function referenceControls(
  { choices, texts }: SelectionsView,
  field: (typeof referenceFields)[number],
  selection: Selection,
  set: (selection: Selection) => void,
): TemplateResult {
  const reference: Reference = selection[field] ?? { name: '' };
  const chosen = 'id' in reference ? reference.id : byPattern;
  const known = choices[field];
  const gone = 'id' in reference && !known.some(({ id }) => id === reference.id);
  const put = (next: Reference): void => set({ ...selection, [field]: next });
  const choose = (event: Event): void => {
    const value = fieldValue(event);
    put(value === byPattern ? { name: '' } : { id: value });
  };
  const option = (value: string, label: string): TemplateResult =>
    html`<option value=${value} .selected=${value === chosen}>${label}</option>`;
  return html`<select aria-label=${texts('select.which')} @change=${choose}>
      ${known.map(({ id, name }) => option(id, name))}
      ${gone ? option(chosen, texts('select.gone', { name: choices.nameOf(field, chosen) || chosen })) : nothing}
      ${option(byPattern, texts('select.byName'))}
    </select>
    ${
      'name' in reference
        ? html`<input
            type="text"
            maxlength="200"
            spellcheck="false"
            autocomplete="off"
            aria-label=${texts('select.pattern')}
            aria-invalid=${reference.name === ''}
            placeholder=${texts('select.example')}
            .value=${reference.name}
            @input=${(event: Event) => put({ name: fieldValue(event) })}
          />`
        : nothing
    }`;
}

function patternControl(
  { id, texts }: SelectionsView,
  field: Field,
  selection: Selection,
  set: (selection: Selection) => void,
): TemplateResult {
  const value = field === 'type' ? selection.type : selection.module;
  return html`<input
    type="text"
    maxlength="200"
    spellcheck="false"
    autocomplete="off"
    list=${field === 'type' ? `${id}-types` : `${id}-modules`}
    aria-label=${texts(`select.fields.${field}`)}
    aria-invalid=${value === ''}
    placeholder=${field === 'type' ? 'modbus-*' : 'node-red-contrib-*'}
    .value=${value ?? ''}
    @input=${(event: Event) => set({ ...selection, [field]: fieldValue(event) })}
  />`;
}

/** With a field at its first value: the first thing there is, or an empty pattern. */
function withField(selection: Partial<Selection>, field: Field, choices: FlowChoices): Selection {
  if (!isReference(field)) return { ...selection, [field]: '' };
  const [first] = choices[field];
  return { ...selection, [field]: first === undefined ? { name: '' } : { id: first.id } };
}
