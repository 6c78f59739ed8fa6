import { installStyle } from '../style.ts';
import { html, nothing, render, type TemplateResult } from '../template.ts';
import { editorLocale, fill } from '../text.ts';
import { words } from '../words.ts';
import { type MenuItem, menuKey } from './menu.ts';
import { toolbarStyle } from './toolbar-style.ts';

export interface ToolbarOptions {
  /** Unique in the page. */
  readonly id: string;
  /** What is searched, for screen readers and as the placeholder: `Filter versions`. */
  readonly searchLabel: string;
  /** The text to search for; comes when the user has stopped typing, without blanks at its ends. */
  onText(text: string): void;
  /** The panel of filters unfolds: time to load what it offers. */
  onFilters?(): void;
}

/** Something that the list is narrowed to; it is taken away by a click. */
export interface Chip {
  readonly label: string;
  remove(): void;
}

/** Something that the list is often narrowed to; a click does it, and a chip then says so. */
export interface QuickFilter {
  readonly label: string;
  add(): void;
}

export interface ToolbarContent {
  /** The text that is searched for now. */
  readonly text: string;
  /** A search is on its way. */
  readonly busy: boolean;
  /** What the panel of filters holds: labelled controls. There is no such panel without it. */
  readonly filters?: TemplateResult;
  /** What is set, apart from the text. */
  readonly chips: readonly Chip[];
  /** Those that are not set. */
  readonly quick?: readonly QuickFilter[];
  /** Takes all filters and the text away. */
  reset(): void;
  /** There is no menu without it. */
  readonly menu?: readonly MenuItem[];
}

export interface Toolbar {
  readonly element: HTMLElement;
  show(content: ToolbarContent): void;
  /** Puts the keyboard's focus into the text filter. */
  focus(): void;
}

/** Milliseconds after the last key until a text is searched for. */
const pause = 250;

type Unfolded = 'filters' | 'menu' | undefined;

/** The line on top of a sidebar: a text filter, a panel of filters with what is set, a menu. */
export function createToolbar(options: ToolbarOptions): Toolbar {
  installStyle(toolbarStyle);
  const element = document.createElement('div');
  element.className = 'mw-toolbar';
  element.setAttribute('role', 'search');
  let content: ToolbarContent | undefined;
  let unfolded: Unfolded;
  let typing: ReturnType<typeof setTimeout> | undefined;
  /** What the text filter was last told or has told: anything else in it is on its way. */
  let settled = '';

  const field = (): HTMLInputElement | null => element.querySelector('.mw-toolbar-text');
  const tell = (text: string): void => {
    clearTimeout(typing);
    typing = undefined;
    if (text === settled) return;
    settled = text;
    options.onText(text);
  };
  const typed = (): void => {
    clearTimeout(typing);
    typing = setTimeout(() => tell(field()?.value.trim() ?? ''), pause);
    draw();
  };
  const clear = (): void => {
    const input = field();
    if (input) input.value = '';
    input?.focus();
    tell('');
    draw();
  };
  const unfold = (next: 'filters' | 'menu'): void => {
    if (next === 'filters') options.onFilters?.();
    unfolded = next;
    document.addEventListener('pointerdown', onPointer, true);
    draw();
    const first = { filters: '.mw-toolbar-filters :is(select, input)', menu: '[role=menuitem]' };
    element.querySelector<HTMLElement>(first[next])?.focus();
  };
  const fold = (focus: boolean): void => {
    if (unfolded === undefined) return;
    const button = element.querySelector<HTMLElement>(`.mw-toolbar-${unfolded}-button`);
    unfolded = undefined;
    document.removeEventListener('pointerdown', onPointer, true);
    draw();
    if (focus) button?.focus();
  };
  const onPointer = ({ target }: PointerEvent): void => {
    if (target instanceof Node && !element.contains(target)) fold(false);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (unfolded) fold(true);
      else if (event.target === field() && field()?.value) clear();
      else return;
    } else if (event.key === 'Enter' && event.target === field()) tell(field()?.value.trim() ?? '');
    else if (unfolded !== 'menu' || !menuKey(element, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const run = (item: MenuItem): void => {
    fold(true);
    item.run();
  };

  const draw = (): void => {
    if (!content) return;
    const focused = element.contains(document.activeElement);
    const { chips, quick = [], busy, menu, filters, reset } = content;
    const count = chips.length;
    const filtersLabel = count > 0 ? fill(words().filtersSet, { count }, editorLocale()) : words().filters;
    const { id, searchLabel } = options;
    render(
      html`<div class="mw-toolbar-line">
          <span class="mw-toolbar-field">
            <i class="fa ${busy ? 'fa-circle-o-notch fa-spin' : 'fa-search'}" aria-hidden="true"></i>
            <input
              type="text"
              class="mw-toolbar-text"
              aria-label=${searchLabel}
              aria-keyshortcuts="/"
              placeholder=${searchLabel}
              maxlength="200"
              autocomplete="off"
              spellcheck="false"
              @input=${typed}
            />
            ${
              field()?.value
                ? html`<button type="button" class="mw-toolbar-clear" title=${words().clearText} aria-label=${words().clearText} @click=${clear}>
                    <i class="fa fa-times" aria-hidden="true"></i>
                  </button>`
                : nothing
            }
          </span>
          ${
            filters === undefined
              ? nothing
              : html`<button
            type="button"
            class="red-ui-button mw-toolbar-button mw-toolbar-filters-button ${count > 0 ? 'mw-toolbar-set' : ''}"
            title=${filtersLabel}
            aria-label=${filtersLabel}
            aria-expanded=${unfolded === 'filters'}
            aria-controls="${id}-filters"
            @click=${() => (unfolded === 'filters' ? fold(true) : unfold('filters'))}
          >
            <i class="fa fa-filter" aria-hidden="true"></i>${count > 0 ? html`<span class="mw-toolbar-count" aria-hidden="true">${count}</span>` : nothing}
          </button>`
          }
          ${
            menu === undefined
              ? nothing
              : html`<button
            type="button"
            class="red-ui-button mw-toolbar-button mw-toolbar-menu-button"
            title=${words().more}
            aria-label=${words().more}
            aria-haspopup="menu"
            aria-expanded=${unfolded === 'menu'}
            @click=${() => (unfolded === 'menu' ? fold(true) : unfold('menu'))}
          >
            <i class="fa fa-ellipsis-v" aria-hidden="true"></i>
          </button>`
          }
        </div>
        ${count + quick.length > 0 ? chipList(chips, quick, reset) : nothing}
        ${
          filters === undefined
            ? nothing
            : html`<div class="mw-popup mw-toolbar-filters" id="${id}-filters" ?hidden=${unfolded !== 'filters'}>
          ${filters}
          <div class="mw-toolbar-end">
            <button type="button" class="red-ui-button red-ui-button-small" ?disabled=${count === 0} @click=${reset}>${words().resetFilters}</button>
            <button type="button" class="red-ui-button red-ui-button-small" @click=${() => fold(true)}>${words().close}</button>
          </div>
        </div>`
        }
        ${
          menu === undefined
            ? nothing
            : html`<div class="mw-popup mw-toolbar-menu" role="menu" aria-label=${words().more} ?hidden=${unfolded !== 'menu'}>
          ${menu.map(
            (
              item,
            ) => html`<button type="button" role="menuitem" tabindex="-1" ?disabled=${item.disabled ?? false} title=${item.hint ?? nothing} @click=${() => run(item)}>
              <i class="fa ${item.icon}" aria-hidden="true"></i> ${item.label}
            </button>`,
          )}
        </div>`
        }`,
      element,
    );
    // A chip that was taken away takes the focus with it.
    if (focused && !element.contains(document.activeElement))
      element.querySelector<HTMLElement>('.mw-toolbar-filters-button')?.focus();
  };

  element.addEventListener('keydown', onKey);
  element.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !element.contains(relatedTarget)) fold(false);
  });
  return {
    element,
    show(next) {
      const isNew = next.text !== settled;
      content = next;
      settled = next.text;
      draw();
      const input = field();
      if (input && isNew) {
        input.value = next.text;
        draw();
      }
    },
    focus() {
      field()?.select();
      field()?.focus();
    },
  };
}

function chipList(chips: readonly Chip[], quick: readonly QuickFilter[], reset: () => void): TemplateResult {
  return html`<ul class="mw-chips" aria-label=${words().filters}>
    ${chips.map(({ label, remove }) => {
      const what = fill(words().removeFilter, { label }, editorLocale());
      return html`<li><button type="button" class="mw-filter-chip" title=${what} aria-label=${what} @click=${remove}>
        <span>${label}</span><i class="fa fa-times" aria-hidden="true"></i>
      </button></li>`;
    })}
    ${quick.map(
      ({ label, add }) => html`<li><button type="button" class="mw-filter-chip mw-filter-quick" @click=${add}>
        <span>${label}</span>
      </button></li>`,
    )}
    ${chips.length > 1 ? html`<li><button type="button" class="mw-filter-reset" @click=${reset}>${words().resetFilters}</button></li>` : nothing}
  </ul>`;
}
