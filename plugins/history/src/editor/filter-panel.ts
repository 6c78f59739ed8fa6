import {
  actorName,
  type Canvas,
  type Chip,
  daysText,
  html,
  nothing,
  type TemplateResult,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import type { editRoutes } from '../common/routes.ts';
import { partKind } from '../common/version.ts';
import {
  type DateFilter,
  dateFilters,
  type ListFilter,
  onCanvas,
  type SetFilter,
  setFilters,
  withoutFilter,
} from './filter.ts';
import type { HistoryTexts } from './texts.ts';

/** What a list can be narrowed to. */
export type FilterChoices = RouteAnswer<typeof editRoutes.listFilters>;

export interface FilterContext {
  readonly filter: ListFilter;
  /** Undefined until they are loaded. */
  readonly choices: FilterChoices | undefined;
  readonly canvas: Canvas | undefined;
  readonly texts: HistoryTexts;
  change(filter: ListFilter): void;
}

/** The controls of the panel of filters. */
export function filterPanel(context: FilterContext): TemplateResult {
  const { filter, texts, change } = context;
  const set = (name: keyof ListFilter) => (event: Event) =>
    change({ ...filter, [name]: (event.target as HTMLInputElement | HTMLSelectElement).value });
  const check = (name: 'named' | 'pinned') => (event: Event) =>
    change({ ...filter, [name]: (event.target as HTMLInputElement).checked });
  const day = (name: 'from' | 'to'): TemplateResult =>
    html`<label>${texts(`filter.${name}`)}<input type="date" .value=${filter[name]} @change=${set(name)} /></label>`;
  return html`<label
      >${texts('filter.person')}<select @change=${set('person')}>
        ${option('', texts('filter.everyone'), filter.person)} ${people(context)}
      </select></label
    >
    <label
      >${texts('filter.part')}<select @change=${set('part')}>
        ${option('', texts('filter.allParts'), filter.part)}
        ${option(onCanvas, canvasName(context), filter.part)} ${parts(context)}
      </select></label
    >
    <label
      >${texts('filter.date')}<select
        @change=${(event: Event) => change({ ...filter, date: (event.target as HTMLSelectElement).value as DateFilter })}
      >
        ${dateFilters.map((date) => option(date, texts(`filter.dates.${date}`), filter.date))}
      </select></label
    >
    ${filter.date === 'between' ? [day('from'), day('to')] : nothing}
    <label class="mw-check-line"
      ><input type="checkbox" .checked=${filter.named} @change=${check('named')} />${texts('filter.named')}</label
    >
    <label class="mw-check-line"
      ><input type="checkbox" .checked=${filter.pinned} @change=${check('pinned')} />${texts('filter.pinned')}</label
    >`;
}

/** What is set, each with a way to take it away. */
export function filterChips(context: FilterContext): Chip[] {
  const { filter, change } = context;
  return setFilters(filter).map((which) => ({
    label: chipLabel(which, context),
    remove: () => change(withoutFilter(filter, which)),
  }));
}

function chipLabel(which: SetFilter, context: FilterContext): string {
  const { filter, choices, texts } = context;
  if (which === 'date') return daysText(filter, texts);
  if (which === 'person') {
    const person = choices?.people.find(({ value }) => value === filter.person);
    return person ? actorName(person, texts) : filter.person;
  }
  if (which === 'part') {
    if (filter.part === onCanvas) return canvasName(context);
    const part = choices?.parts.find(({ value }) => value === filter.part);
    return part ? partName(part, texts) : filter.part;
  }
  return texts(`filter.${which}Chip`);
}

function canvasName({ canvas, texts }: FilterContext): string {
  if (canvas === undefined) return texts('filter.thisTab');
  return texts('filter.thisTabNamed', { name: canvas.label || texts(`change.name.${canvas.kind}`) });
}

function people({ filter, choices, texts }: FilterContext): TemplateResult[] {
  const found = (choices?.people ?? []).map((person) => ({
    value: person.value,
    label: actorName(person, texts),
  }));
  return withChosen(found, filter.person).map(({ value, label }) => option(value, label, filter.person));
}

function parts({ filter, choices, texts }: FilterContext): TemplateResult[] {
  const all = choices?.parts ?? [];
  const kinds = [...partKind.options];
  const groups = kinds.map((kind) => ({ kind, found: all.filter((part) => part.kind === kind) }));
  const known =
    filter.part === '' || filter.part === onCanvas || all.some(({ value }) => value === filter.part);
  return [
    ...groups
      .filter(({ found }) => found.length > 0)
      .map(
        ({ kind, found }) => html`<optgroup label=${texts(`filter.kinds.${kind}`)}>
          ${found.map((part) => option(part.value, partName(part, texts), filter.part))}
        </optgroup>`,
      ),
    ...(known ? [] : [option(filter.part, filter.part, filter.part)]),
  ];
}

function partName({ kind, label }: FilterChoices['parts'][number], texts: HistoryTexts): string {
  return label || (texts.find(`change.name.${kind}`) ?? kind);
}

/** What is chosen stays to be seen although the server does not offer it any more. */
function withChosen<Choice extends { value: string; label: string }>(
  choices: readonly Choice[],
  chosen: string,
): readonly { value: string; label: string }[] {
  if (chosen === '' || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { value: chosen, label: chosen }];
}

function option(value: string, label: string, chosen: string): TemplateResult {
  return html`<option value=${value} ?selected=${value === chosen} .selected=${value === chosen}>${label}</option>`;
}
