import * as v from 'valibot';
import { type DeviceState, deviceStates } from '../../common/devices.ts';
import { type Label, labels } from '../../common/fields.ts';
import { needsPeople } from '../words/state.ts';

/** What the list is narrowed to. It is kept as a saved selection, too, so its form is a schema. */
export const listFilter = v.object({
  text: v.pipe(v.string(), v.maxLength(200)),
  /** Those that have all of them. */
  labels,
  /** None: all. */
  states: v.array(v.picklist(deviceStates)),
  reach: v.picklist(['any', 'online', 'offline']),
});
export type ListFilter = v.InferOutput<typeof listFilter>;

export const noFilter: ListFilter = { text: '', labels: [], states: [], reach: 'any' };

/** What the panel of filters offers for states: one of them, or those that need people. */
export const attention = 'attention';

export function stateChoice({ states }: ListFilter): DeviceState | typeof attention | '' {
  if (states.length > 1) return attention;
  return states[0] ?? '';
}

export function withStateChoice(filter: ListFilter, choice: string): ListFilter {
  if (choice === attention) return { ...filter, states: [...needsPeople] };
  return { ...filter, states: deviceStates.filter((state) => state === choice) };
}

export const sameLabel = (one: Label, other: Label): boolean =>
  one.name === other.name && one.value === other.value;

/** One value for each name: a device has no two. */
export function withLabel(filter: ListFilter, label: Label): ListFilter {
  return { ...filter, labels: [...filter.labels.filter(({ name }) => name !== label.name), label] };
}

export function withoutLabel(filter: ListFilter, label: Label): ListFilter {
  return { ...filter, labels: filter.labels.filter((each) => !sameLabel(each, label)) };
}

/** How many things are set apart from the text. */
export function setCount({ labels: all, states, reach }: ListFilter): number {
  return all.length + (states.length > 0 ? 1 : 0) + (reach === 'any' ? 0 : 1);
}

export const isFiltered = (filter: ListFilter): boolean => filter.text !== '' || setCount(filter) > 0;

/** What the route is asked for. */
export interface FilterQuery {
  readonly text?: string;
  readonly labels?: string;
  readonly states?: string;
  readonly online?: 'true' | 'false';
}

export function filterQuery({ text, labels: all, states, reach }: ListFilter): FilterQuery {
  return {
    ...(text === '' ? {} : { text }),
    ...(all.length === 0 ? {} : { labels: JSON.stringify(all) }),
    ...(states.length === 0 ? {} : { states: states.join(',') }),
    ...(reach === 'any' ? {} : { online: reach === 'online' ? 'true' : 'false' }),
  };
}
