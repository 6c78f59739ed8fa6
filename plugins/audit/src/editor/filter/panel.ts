import {
  actorName,
  type Canvas,
  type Chip,
  daysText,
  html,
  nothing,
  type QuickFilter,
  type TemplateResult,
  type TimeFormat,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import type { logRoutes } from '../../common/routes.ts';
import { eventName, targetName } from '../list/words.ts';
import type { AuditTexts } from '../texts.ts';
import {
  allClasses,
  aroundMinutes,
  type DateFilter,
  dateFilters,
  isFirstClasses,
  type ListFilter,
  type OutcomeFilter,
  onCanvas,
  outcomeFilters,
  type SetFilter,
  setFilters,
  toggleClass,
  withoutFilter,
} from './filter.ts';

/** What a list can be narrowed to. */
export type FilterChoices = RouteAnswer<typeof logRoutes.listFilters>;

export interface FilterContext {
  readonly filter: ListFilter;
  /** Undefined until they are loaded. */
  readonly choices: FilterChoices | undefined;
  readonly canvas: Canvas | undefined;
  /** The `value` of who uses this editor; undefined where nobody logs in. */
  readonly self: string | undefined;
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  change(filter: ListFilter): void;
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The controls of the panel of filters. */
export function filterPanel(context: FilterContext): TemplateResult {
  const { filter, texts, change } = context;
  const set = (name: 'actor' | 'name' | 'outcome' | 'target' | 'date' | 'from' | 'to') => (event: Event) =>
    change({ ...filter, [name]: (event.target as HTMLInputElement | HTMLSelectElement).value });
  const day = (name: 'from' | 'to'): TemplateResult =>
    html`<label>${texts(`filter.${name}`)}<input type="date" .value=${filter[name]} @change=${set(name)} /></label>`;
  const dates: readonly DateFilter[] = filter.date === 'around' ? [...dateFilters, 'around'] : dateFilters;
  return html`<label
      >${texts('filter.actor')}<select @change=${set('actor')}>
        ${option('', texts('filter.everyone'), filter.actor)} ${options(actors(context), filter.actor)}
      </select></label
    >
    <label
      >${texts('filter.name')}<select @change=${set('name')}>
        ${option('', texts('filter.everything'), filter.name)} ${options(names(context), filter.name)}
      </select></label
    >
    <label
      >${texts('filter.outcome')}<select @change=${set('outcome')}>
        ${outcomeFilters.map((each: OutcomeFilter) => option(each, texts(`filter.outcomes.${each}`), filter.outcome))}
      </select></label
    >
    <label
      >${texts('filter.target')}<select @change=${set('target')}>
        ${option('', texts('filter.anyTarget'), filter.target)}
        ${option(onCanvas, canvasName(context), filter.target)} ${targets(context)}
      </select></label
    >
    <label
      >${texts('filter.date')}<select @change=${set('date')}>
        ${dates.map((each) => option(each, each === 'around' ? dateLabel(context) : texts(`filter.dates.${each}`), filter.date))}
      </select></label
    >
    ${filter.date === 'between' ? [day('from'), day('to')] : nothing}
    <fieldset class="mw-audit-classes">
      <legend>${texts('filter.classes')}</legend>
      ${allClasses.map(
        (each) => html`<label class="mw-check-line"
          ><input
            type="checkbox"
            .checked=${filter.classes.includes(each)}
            @change=${(event: Event) => {
              const next = toggleClass(filter, each);
              // The last one stays ticked; the box has changed by itself.
              (event.target as HTMLInputElement).checked = next.classes.includes(each);
              change(next);
            }}
          />${texts(`filter.class.${each}`)}</label
        >`,
      )}
    </fieldset>`;
}

/** What is set, each with a way to take it away. */
export function filterChips(context: FilterContext): Chip[] {
  const { filter, change } = context;
  return setFilters(filter).map((which) => ({
    label: chipLabel(which, context),
    remove: () => change(withoutFilter(filter, which)),
  }));
}

/** What the list is narrowed to, in one line. */
export function filterText(context: FilterContext): string {
  const { filter, texts } = context;
  const labels = setFilters(filter).map((which) => chipLabel(which, context));
  if (filter.text !== '') labels.unshift(texts('filter.quoted', { text: filter.text }));
  return labels.join(' · ');
}

/** What is often wanted and not set yet. */
export function quickFilters({ filter, self, canvas, texts, change }: FilterContext): QuickFilter[] {
  const found: QuickFilter[] = [];
  if (self !== undefined && filter.actor === '')
    found.push({ label: texts('filter.mine'), add: () => change({ ...filter, actor: self }) });
  if (filter.outcome === 'any')
    found.push({ label: texts('filter.refused'), add: () => change({ ...filter, outcome: 'refused' }) });
  if (canvas !== undefined && filter.target === '')
    found.push({ label: texts('filter.thisTab'), add: () => change({ ...filter, target: onCanvas }) });
  return found;
}

function chipLabel(which: SetFilter, context: FilterContext): string {
  const { filter, choices, texts } = context;
  switch (which) {
    case 'date':
      return dateLabel(context);
    case 'actor': {
      const actor = choices?.actors.find(({ value }) => value === filter.actor);
      return actor ? actorName(actor, texts) : valueName(filter.actor, texts);
    }
    case 'target': {
      if (filter.target === onCanvas) return canvasName(context);
      const target = choices?.targets.find(({ value }) => value === filter.target);
      return target ? targetName(target) : filter.target.slice(filter.target.indexOf(':') + 1);
    }
    case 'name':
      return nameLabel(filter.name, texts);
    case 'outcome':
      return texts(`filter.outcomes.${filter.outcome}`);
    case 'operation':
      return texts('filter.operation');
    case 'classes': {
      if (isFirstClasses(filter)) return texts('filter.noReads');
      const kinds = filter.classes.map((each) => texts(`filter.class.${each}`));
      const all = new Intl.ListFormat(texts.locale, { type: 'conjunction' }).format(kinds);
      return texts('filter.only', { kinds: all });
    }
  }
}

/** Someone without a name stands in a filter by what they are: `kind:system`. */
function valueName(value: string, texts: AuditTexts): string {
  return value.startsWith('kind:') ? actorName({ kind: value.slice('kind:'.length) }, texts) : value;
}

/** What the date filter says, briefly: `last 7 days`, `Nov 3 – Nov 9`. */
function dateLabel({ filter, texts, format }: FilterContext): string {
  const { date, around, ...days } = filter;
  if (date !== 'around') return daysText({ ...days, date }, texts);
  return texts('filter.around', { time: format.brief(around), minutes: aroundMinutes });
}

function canvasName({ canvas, texts }: FilterContext): string {
  if (canvas === undefined) return texts('filter.thisTab');
  return texts('filter.thisTabNamed', { name: canvas.label || texts(`change.name.${canvas.kind}`) });
}

function actors({ filter, choices, texts }: FilterContext): Choice[] {
  const found = (choices?.actors ?? []).map((actor) => ({
    value: actor.value,
    label: actorName(actor, texts),
  }));
  return withChosen(found, filter.actor, (value) => valueName(value, texts));
}

/** Events by what they are called, with all of an area before its events. */
function names({ filter, choices, texts }: FilterContext): Choice[] {
  const all = choices?.names ?? [];
  const areas = Map.groupBy(all, (name) => name.split('.')[0] ?? name);
  const found = [...areas].flatMap(([area, inArea]) =>
    inArea.length > 1 ? [`${area}.*`, ...inArea] : inArea,
  );
  const choice = (value: string): Choice => ({ value, label: nameLabel(value, texts) });
  return withChosen(found.map(choice), filter.name, (value) => nameLabel(value, texts));
}

function nameLabel(name: string, texts: AuditTexts): string {
  return name.endsWith('.*') ? texts('filter.allOf', { area: name }) : eventName(name, texts);
}

function targets({ filter, choices, texts }: FilterContext): TemplateResult[] {
  // What an editor listens to is nothing that one looks for.
  const all = (choices?.targets ?? []).filter(({ kind }) => kind !== 'topic');
  const heading = (kind: string): string => texts.find(`filter.kind.${kind}`) ?? kind;
  const groups = [...Map.groupBy(all, ({ kind }) => kind)];
  const known =
    filter.target === '' || filter.target === onCanvas || all.some(({ value }) => value === filter.target);
  return [
    ...groups.map(
      ([kind, found]) => html`<optgroup label=${heading(kind)}>
        ${found.map((target) => option(target.value, targetName(target), filter.target))}
      </optgroup>`,
    ),
    ...(known ? [] : [option(filter.target, filter.target, filter.target)]),
  ];
}

/** What is chosen stays to be seen although the server does not offer it any more. */
function withChosen(choices: readonly Choice[], chosen: string, label: (value: string) => string): Choice[] {
  if (chosen === '' || choices.some(({ value }) => value === chosen)) return [...choices];
  return [...choices, { value: chosen, label: label(chosen) }];
}

const options = (choices: readonly Choice[], chosen: string): TemplateResult[] =>
  choices.map(({ value, label }) => option(value, label, chosen));

function option(value: string, label: string, chosen: string): TemplateResult {
  return html`<option value=${value} ?selected=${value === chosen} .selected=${value === chosen}>${label}</option>`;
}
