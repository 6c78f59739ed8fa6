import { type Chip, html, type QuickFilter, type TemplateResult } from '@millwright/editor';
import type { DevicePage } from '../../common/devices.ts';
import { deviceStates } from '../../common/devices.ts';
import type { Label } from '../../common/fields.ts';
import type { FleetTexts } from '../texts.ts';
import { needsPeople } from '../words/state.ts';
import {
  attention,
  type ListFilter,
  noFilter,
  sameLabel,
  stateChoice,
  withLabel,
  withoutLabel,
  withStateChoice,
} from './filter.ts';
import type { SavedSelection } from './saved.ts';

export interface FilterContext {
  readonly filter: ListFilter;
  readonly counts: DevicePage['counts'] | undefined;
  /** Every label that a device has; none until they are loaded. */
  readonly labels: readonly (Label & { readonly count: number })[];
  readonly saved: readonly SavedSelection[];
  readonly texts: FleetTexts;
  change(filter: ListFilter): void;
}

export const labelText = ({ name, value }: Label): string => `${name}=${value}`;

/** The controls of the panel of filters. */
export function filterPanel({ filter, labels, texts, change }: FilterContext): TemplateResult {
  const chosenIn = ({ target }: Event): string => (target as HTMLSelectElement).value;
  const free = labels.filter((label) => !filter.labels.some((set) => sameLabel(set, label)));
  const add = (event: Event): void => {
    const label = free[Number(chosenIn(event))];
    (event.target as HTMLSelectElement).value = '';
    if (label) change(withLabel(filter, { name: label.name, value: label.value }));
  };
  return html`<label
      >${texts('filter.state')}<select @change=${(event: Event) => change(withStateChoice(filter, chosenIn(event)))}>
        ${option('', texts('filter.anyState'), stateChoice(filter))}
        ${option(attention, texts('filter.attention'), stateChoice(filter))}
        ${deviceStates.map((state) => option(state, texts(`state.${state}`), stateChoice(filter)))}
      </select></label
    >
    <label
      >${texts('filter.reach')}<select
        @change=${(event: Event) => change({ ...filter, reach: chosenIn(event) as ListFilter['reach'] })}
      >
        ${(['any', 'online', 'offline'] as const).map((reach) => option(reach, texts(`filter.reaches.${reach}`), filter.reach))}
      </select></label
    >
    <label
      >${texts('filter.label')}<select ?disabled=${free.length === 0} @change=${add}>
        <option value="">${texts(free.length === 0 ? 'filter.noLabel' : 'filter.addLabel')}</option>
        ${free.map((label, index) => html`<option value=${index}>${labelText(label)} (${label.count})</option>`)}
      </select></label
    >`;
}

function option(value: string, label: string, chosen: string): TemplateResult {
  return html`<option value=${value} ?selected=${value === chosen} .selected=${value === chosen}>${label}</option>`;
}

/** What is set, each with a way to take it away. */
export function filterChips({ filter, texts, change }: FilterContext): Chip[] {
  const chips: Chip[] = filter.labels.map((label) => ({
    label: labelText(label),
    remove: () => change(withoutLabel(filter, label)),
  }));
  const choice = stateChoice(filter);
  if (choice !== '')
    chips.push({
      label: choice === attention ? texts('filter.attention') : texts(`state.${choice}`),
      remove: () => change({ ...filter, states: [] }),
    });
  if (filter.reach !== 'any')
    chips.push({
      label: texts(`filter.reaches.${filter.reach}`),
      remove: () => change({ ...filter, reach: 'any' }),
    });
  return chips;
}

/** What needs somebody now, with how many; then the selections that were saved. */
export function quickFilters({ filter, counts, saved, texts, change }: FilterContext): QuickFilter[] {
  const waiting = needsPeople.reduce((sum, state) => sum + (counts?.states[state] ?? 0), 0);
  const unset = JSON.stringify({ ...filter, text: '' }) === JSON.stringify(noFilter);
  return [
    ...(waiting > 0 && unset
      ? [
          {
            label: texts.counted('filter.attentionCount', waiting),
            add: () => change({ ...filter, states: [...needsPeople] }),
          },
        ]
      : []),
    ...saved
      .filter((each) => JSON.stringify(each.filter) !== JSON.stringify(filter))
      .map((each) => ({ label: each.name, add: () => change(each.filter) })),
  ];
}
