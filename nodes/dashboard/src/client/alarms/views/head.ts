import { h, type VNode } from 'vue';
import type { AlarmBook } from '../model/book.ts';
import { type Filter, isFiltering } from '../model/filter.ts';
import type { ListState, Tab } from '../model/list-state.ts';
import { tabs } from '../model/list-state.ts';
import { type Order, orders } from '../model/order.ts';
import type { Words } from './row.ts';
import { priorityShape } from './shape.ts';

export interface HeadTerms extends Words {
  readonly id: string;
  readonly book: AlarmBook;
  readonly list: ListState;
  /** Whether numbers say anything: something has been heard. */
  readonly isKnown: boolean;
  /** By the server's clock (ms UTC). */
  readonly now: number;
  open(tab: Tab): void;
  narrow(filter: Filter): void;
  sort(order: Order): void;
}

interface FiguresTerms extends Pick<HeadTerms, 'book' | 'texts' | 'times' | 'now'> {
  /** How many are set aside stands nowhere else. */
  readonly showsAside?: boolean;
}

/** What alarms ask of operators now, in numbers. */
export function figuresLine({ book, texts, times, now, showsAside = false }: FiguresTerms): VNode {
  const { figures, outlook } = book;
  const aside = showsAside ? book.listed('shelved').length : 0;
  // Where none is active it stands in place of them.
  const unknown = book.listed('active').length > 0 ? (outlook?.unknown ?? 0) : 0;
  const counted = book
    .counts()
    .map(({ priority, active, news }) =>
      h('li', { key: `priority-${priority}`, class: 'mw-al-count' }, [
        priorityShape(priority, { isFilled: true, isBlinking: news > 0 }),
        h('span', { class: 'mw-al-unseen' }, `${texts('priority', { priority })}: `),
        h('b', active.toLocaleString(texts.locale)),
        h('span', { class: 'mw-al-unseen' }, news > 0 ? `, ${texts.counted('figures.news', news)}` : ''),
      ]),
    );
  const item = (name: string, text: string): VNode => h('li', { key: name, class: `mw-al-${name}` }, text);
  return h('ul', { class: 'mw-al-figures', 'aria-label': texts('figures.label') }, [
    ...counted,
    // In place of the counts, where there is no room for them.
    h(
      'li',
      { key: 'total', class: ['mw-al-total', { 'mw-al-flood': figures?.flood }], 'aria-hidden': 'true' },
      `${book.listed('active').length.toLocaleString(texts.locale)}${unknown > 0 ? ' ◌' : ''}`,
    ),
    ...(unknown > 0 ? [item('unknown', texts.counted('figures.unknown', unknown))] : []),
    ...(aside > 0 ? [item('aside', texts.counted('figures.aside', aside))] : []),
    ...(figures?.flood
      ? [item('flood', texts('figures.flood', { time: times.brief(figures.flood.from, now) }))]
      : []),
    ...(figures ? [item('rate', texts.counted('figures.rate', figures.rate))] : []),
    ...(figures?.chattering.length
      ? [item('chattering', texts.counted('figures.chattering', figures.chattering.length))]
      : []),
    ...(figures?.stale.length ? [item('stale', texts.counted('figures.stale', figures.stale.length))] : []),
  ]);
}

/** One tab stop; arrows change the tab, as the pattern for tabs has it. */
export function tabList({ id, list, book, isKnown, texts, open }: HeadTerms): VNode {
  const counts = { active: book.listed('active').length, shelved: book.listed('shelved').length };
  const key = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(list.tab) + step + tabs.length) % tabs.length] ?? 'active';
    open(next);
    document.getElementById(`${id}-tab-${next}`)?.focus();
  };
  return h(
    'div',
    { class: 'mw-al-tabs', role: 'tablist', 'aria-label': texts('tabs.label'), onKeydown: key },
    tabs.map((tab) =>
      h(
        'button',
        {
          key: tab,
          type: 'button',
          role: 'tab',
          id: `${id}-tab-${tab}`,
          'aria-selected': list.tab === tab,
          'aria-controls': `${id}-panel`,
          tabindex: list.tab === tab ? 0 : -1,
          onClick: () => open(tab),
        },
        tab === 'journal' || !isKnown
          ? texts(`tabs.${tab}`)
          : `${texts(`tabs.${tab}`)} ${counts[tab].toLocaleString(texts.locale)}`,
      ),
    ),
  );
}

export function filterBar({ id, list, book, texts, narrow, sort }: HeadTerms): VNode {
  const { filter } = list;
  const { area: _area, ...noArea } = filter;
  const { priority: _priority, ...noPriority } = filter;
  const areas = book.areas();
  return h('div', { class: 'mw-al-filter', role: 'search' }, [
    h('input', {
      id: `${id}-filter`,
      type: 'search',
      value: filter.text,
      placeholder: texts('filter.text'),
      'aria-label': texts('filter.text'),
      onInput: (event: Event) => narrow({ ...filter, text: typedIn(event) }),
    }),
    ...(areas.length > 1
      ? [
          chooser(
            texts('filter.area'),
            filter.area ?? '',
            [['', texts('filter.all-areas')], ...areas.map((area) => [area, area] as const)],
            (area) => narrow(area === '' ? noArea : { ...filter, area }),
          ),
        ]
      : []),
    chooser(
      texts('filter.priority'),
      String(filter.priority ?? ''),
      [
        ['', texts('filter.all-priorities')],
        ...[1, 2, 3, 4].map((priority) => [String(priority), texts('priority', { priority })] as const),
      ],
      (priority) => narrow(priority === '' ? noPriority : { ...filter, priority: Number(priority) }),
    ),
    chooser(
      texts('filter.order'),
      list.order,
      orders.map((order) => [order, texts(`order.${order}`)] as const),
      (chosen) => sort(orders.find((order) => order === chosen) ?? 'priority'),
      'mw-al-order',
    ),
    ...(isFiltering(filter)
      ? [h('button', { type: 'button', onClick: () => narrow({ text: '' }) }, texts('filter.clear'))]
      : []),
  ]);
}

export function chooser(
  label: string,
  value: string,
  options: readonly (readonly [string, string])[],
  choose: (value: string) => void,
  name?: string,
): VNode {
  return h(
    'select',
    { class: name, 'aria-label': label, value, onChange: (event: Event) => choose(typedIn(event)) },
    options.map(([key, text]) => h('option', { key, value: key, selected: key === value }, text)),
  );
}

export const typedIn = ({ target }: Event): string =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement
    ? target.value
    : '';
