import { html, nothing, render, repeat, type TemplateResult } from '../template.ts';
import {
  type Group,
  type Layout,
  layoutGroups,
  placeOfRow,
  rowAfterKey,
  type Slice,
  scrollToShow,
  slicesInSight,
  topOfRow,
} from './layout.ts';
import { listElement } from './list-element.ts';
import { listHeights } from './style.ts';

export interface ListOptions<Item> {
  /** Unique in the page. */
  readonly id: string;
  /** The name of the list for screen readers. */
  readonly label: string;
  /** Identifies an item for as long as it lives. */
  key(item: Item): string;
  /** What stands in a row: two lines that `mw-row-first` and `mw-row-second` give shape to. */
  row(item: Item): TemplateResult;
  /** Enter, or a click. */
  open(item: Item): void;
  /** The end of what is loaded comes into sight. */
  nearEnd(): void;
  /** Without it, nothing can be selected. */
  readonly selection?: ListSelection<Item>;
}

export interface ListSelection<Item> {
  has(item: Item): boolean;
  /** Space, a click on the mark in front of the row, or one with Ctrl. */
  toggle(item: Item): void;
}

export interface ListContent<Item> {
  readonly groups: readonly Group<Item>[];
  /** More can be loaded below. */
  readonly more: boolean;
  /** What stands below the last row while more is on its way. */
  readonly tail?: string;
}

const margin = 400;
const tailHeight = 36;

/**
 * A list of any length of which only the rows in sight are drawn. One stop for Tab; arrows, Page, Home and End move,
 * Enter opens, Space selects where that is possible. What stands in sight stays there when rows come in above it.
 */
export class VirtualList<Item> {
  readonly element: HTMLElement;
  readonly #options: ListOptions<Item>;
  #content: ListContent<Item> = { groups: [], more: false };
  #layout: Layout = layoutGroups([], listHeights);
  #active: string | undefined;
  #rows = new Map<string, number>();

  constructor(options: ListOptions<Item>) {
    this.#options = options;
    this.element = listElement({
      id: options.id,
      className: 'mw-list',
      role: 'listbox',
      label: options.label,
      several: options.selection !== undefined,
      onKey: (key) => this.#onKey(key),
      draw: () => this.#draw(),
    });
  }

  /** Shows other rows, or the same ones anew. */
  update(content: ListContent<Item>): void {
    const anchor = this.#anchor();
    this.#content = content;
    this.#layout = layoutGroups(
      content.groups.map(({ items }) => items.length),
      listHeights,
    );
    this.#rows = new Map();
    for (const item of content.groups.flatMap(({ items }) => items))
      this.#rows.set(this.#options.key(item), this.#rows.size);
    if (this.#active !== undefined && !this.#rows.has(this.#active)) this.#active = undefined;
    this.#draw();
    const row = anchor && this.#rows.get(anchor.key);
    if (anchor && row !== undefined) {
      this.element.scrollTop = topOfRow(this.#layout, row) + anchor.offset;
      this.#draw();
    }
  }

  /** Makes an item the active one and brings it into sight, where it is listed. */
  activate(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#moveTo(row);
    // Whoever came here by the mouse sees which one it is, too.
    this.element.classList.add('mw-list-led');
  }

  /** Puts the keyboard's focus on the list. */
  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  /** The first row in sight, and how far above it the view begins; undefined at the very top. */
  #anchor(): { readonly key: string; readonly offset: number } | undefined {
    const { scrollTop } = this.element;
    if (scrollTop <= 0 || this.#layout.rows === 0) return undefined;
    const slice = slicesInSight(this.#layout, scrollTop, 1, 0).at(-1);
    if (!slice) return undefined;
    const row = Math.min((this.#layout.starts[slice.group] ?? 0) + slice.from, this.#layout.rows - 1);
    const item = this.#itemOf(row);
    if (item === undefined) return undefined;
    return { key: this.#options.key(item), offset: scrollTop - topOfRow(this.#layout, row) };
  }

  #itemOf(row: number): Item | undefined {
    const { group, index } = placeOfRow(this.#layout, row);
    return this.#content.groups[group]?.items[index];
  }

  #onKey(key: string): boolean {
    const row = this.#rows.get(this.#active ?? '') ?? 0;
    const item = this.#itemOf(row);
    if (key === 'Enter') {
      if (item !== undefined) this.#options.open(item);
    } else if (key === ' ') {
      if (item !== undefined) this.#options.selection?.toggle(item);
    } else {
      const perPage = Math.max(1, Math.floor(this.element.clientHeight / listHeights.row) - 1);
      const next = rowAfterKey(key, row, this.#layout.rows, perPage);
      if (next === undefined) return false;
      this.#moveTo(next);
    }
    return true;
  }

  #moveTo(row: number): void {
    const item = this.#itemOf(row);
    if (item === undefined) return;
    this.#active = this.#options.key(item);
    this.element.classList.remove('mw-list-led');
    const { scrollTop, clientHeight } = this.element;
    this.element.scrollTop = scrollToShow(this.#layout, row, scrollTop, clientHeight);
    this.#draw();
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const slices = slicesInSight(this.#layout, scrollTop, clientHeight, margin);
    const { more, tail } = this.#content;
    const height = this.#layout.height + (tail === undefined ? 0 : tailHeight);
    render(
      html`<div class="mw-list-space" style="height: ${height}px">
        ${repeat(
          slices,
          ({ group }) => this.#content.groups[group]?.key,
          (slice) => this.#drawGroup(slice),
        )}
        ${tail === undefined ? nothing : html`<div class="mw-list-more" style="top: ${this.#layout.height}px" aria-hidden="true">${tail}</div>`}
      </div>`,
      this.element,
    );
    this.#pointToActive(slices);
    if (more && clientHeight > 0 && scrollTop + clientHeight + margin > this.#layout.height)
      this.#options.nearEnd();
  }

  /** A row out of sight is not drawn, so nothing may point to it. */
  #pointToActive(slices: readonly Slice[]): void {
    const row = this.#rows.get(this.#active ?? '') ?? 0;
    const { group, index } = placeOfRow(this.#layout, row);
    const drawn = slices.some((slice) => slice.group === group && slice.from <= index && index < slice.to);
    if (drawn) this.element.setAttribute('aria-activedescendant', this.#rowId(row));
    else this.element.removeAttribute('aria-activedescendant');
  }

  #drawGroup({ group, from, to }: Slice): TemplateResult {
    const { label, items = [] } = this.#content.groups[group] ?? {};
    const start = this.#layout.starts[group] ?? 0;
    const { heading, row } = this.#layout.heights;
    const headingId = `${this.#options.id}-group-${group}`;
    return html`<div
      class="mw-list-group"
      role="group"
      aria-labelledby=${headingId}
      style="top: ${this.#layout.tops[group]}px; height: ${heading + items.length * row}px"
    >
      <div class="mw-list-heading" id=${headingId} role="presentation">${label}</div>
      ${repeat(
        items.slice(from, to),
        (item) => this.#options.key(item),
        (item, index) => this.#drawRow(item, start + from + index, heading + (from + index) * row),
      )}
    </div>`;
  }

  #drawRow(item: Item, row: number, top: number): TemplateResult {
    const active = this.#active === undefined ? row === 0 : this.#rows.get(this.#active) === row;
    const { selection } = this.#options;
    const selected = selection?.has(item) ?? false;
    const act = (event: MouseEvent): void => {
      this.#active = this.#options.key(item);
      this.element.classList.remove('mw-list-led');
      this.#draw();
      const onMark = event.target instanceof Element && event.target.closest('.mw-list-mark') !== null;
      if (selection && (onMark || event.ctrlKey || event.metaKey)) selection.toggle(item);
      else this.#options.open(item);
    };
    return html`<div
      class="mw-list-row ${active ? 'mw-list-active' : ''} ${selected ? 'mw-list-selected' : ''}"
      role="option"
      id=${this.#rowId(row)}
      aria-selected=${selection ? selected : active}
      aria-setsize=${this.#content.more ? -1 : this.#layout.rows}
      aria-posinset=${row + 1}
      style="top: ${top}px"
      @click=${act}
    >
      ${selection ? html`<span class="mw-list-mark" aria-hidden="true"><i class="fa ${selected ? 'fa-check-square-o' : 'fa-square-o'}"></i></span>` : nothing}
      ${this.#options.row(item)}
    </div>`;
  }

  #rowId(row: number): string {
    return `${this.#options.id}-row-${row}`;
  }
}
