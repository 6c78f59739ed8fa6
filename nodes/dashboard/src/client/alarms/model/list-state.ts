import type { AlarmEntry } from '@millwright/analytics';
import type { AlarmBook } from './book.ts';
import { type Filter, noFilter, passing } from './filter.ts';
import { comparing, type Order } from './order.ts';
import type { Place } from './place.ts';
import { allOf, kept, nothingSelected, ranged, type Selection, toggled } from './selection.ts';
import { holdTime, nothingShown, type Shown, showing } from './shown.ts';

export const tabs = ['active', 'shelved', 'journal'] as const;
export type Tab = (typeof tabs)[number];

/** What one person sees of a list of alarms: it is theirs alone and stays in the page. */
export class ListState {
  readonly #book: AlarmBook;
  #tab: Tab = 'active';
  #filter = noFilter;
  #order: Order = 'priority';
  #shown: Shown = nothingShown;
  #selection: Selection = nothingSelected;
  #active: string | undefined;
  #touched = Number.NEGATIVE_INFINITY;
  /** Of the book when the rows were last brought up to date; undefined where they have to be in any case. */
  #turn: number | undefined;
  #wasHeld = false;
  /** While a form is open nothing may move. */
  isBusy = false;

  constructor(book: AlarmBook) {
    this.#book = book;
  }

  get tab(): Tab {
    return this.#tab;
  }

  get filter(): Filter {
    return this.#filter;
  }

  get order(): Order {
    return this.#order;
  }

  get shown(): Shown {
    return this.#shown;
  }

  /** The alarm that keys act on. */
  get active(): string | undefined {
    return this.#active;
  }

  get activeRow(): number {
    return this.#active === undefined ? -1 : this.#shown.ids.indexOf(this.#active);
  }

  isSelected(id: string): boolean {
    return this.#selection.ids.has(id);
  }

  /** The selected alarms as they are now, in the order of the rows. */
  selected(): readonly AlarmEntry[] {
    if (this.#selection.ids.size === 0) return [];
    return this.#shown.ids.filter((id) => this.isSelected(id)).flatMap((id) => this.#book.get(id) ?? []);
  }

  /** What a command is for: the selected alarms, else the active one. */
  subjects(): readonly AlarmEntry[] {
    const selected = this.selected();
    if (selected.length > 0 || this.#active === undefined) return selected;
    return [this.#book.get(this.#active) ?? []].flat();
  }

  /** Brings the rows up to date, as far as they may move. @param now ms */
  refresh(now: number): void {
    const isHeld = this.isBusy || now - this.#touched < holdTime;
    // While somebody scrolls this is asked for each frame.
    if (this.#turn === this.#book.turn && this.#wasHeld === isHeld) return;
    this.#turn = this.#book.turn;
    this.#wasHeld = isHeld;
    const place: Place = this.#tab === 'shelved' ? 'shelved' : 'active';
    const wanted = this.#book
      .listed(place)
      .filter(passing(this.#filter))
      .sort(comparing(this.#order))
      .map(({ id }) => id);
    this.#shown = showing(wanted, this.#shown, isHeld);
    const present = new Set(this.#shown.ids);
    this.#selection = kept(this.#selection, (id) => present.has(id));
    if (this.#active !== undefined && !present.has(this.#active)) this.#active = undefined;
  }

  /** Somebody works in the list. */
  touch(now: number): void {
    this.#touched = now;
  }

  /** Lets the rows move again, and shows what has waited. */
  release(now: number): void {
    this.#touched = Number.NEGATIVE_INFINITY;
    this.#turn = undefined;
    this.refresh(now);
  }

  open(tab: Tab, now: number): void {
    this.#tab = tab;
    this.#startAnew(now);
  }

  narrow(filter: Filter, now: number): void {
    this.#filter = filter;
    this.#startAnew(now);
  }

  sortBy(order: Order, now: number): void {
    this.#order = order;
    this.#startAnew(now);
  }

  activate(row: number, extend: boolean): void {
    const before = this.#active;
    const id = this.#shown.ids[row];
    if (id === undefined) return;
    this.#active = id;
    if (!extend) return;
    const anchored =
      this.#selection.anchor === undefined && before !== undefined
        ? { ...this.#selection, anchor: before }
        : this.#selection;
    this.#selection = ranged(anchored, this.#shown.ids, id);
  }

  toggle(id: string): void {
    this.#active = id;
    this.#selection = toggled(this.#selection, id);
  }

  selectAll(): void {
    this.#selection = allOf(this.#shown.ids);
  }

  selectNone(): void {
    this.#selection = nothingSelected;
  }

  #startAnew(now: number): void {
    this.#shown = nothingShown;
    this.#selection = nothingSelected;
    this.#active = undefined;
    this.release(now);
  }
}
