import { html, listElement, nothing, render, repeat, type TemplateResult } from '@millwright/editor';
import { type Line, moveFor } from './tree.ts';

export const lineHeight = 28;

/** So many lines above and below what is in sight are drawn too. */
const margin = 10;

export interface TreeViewOptions {
  /** Unique in the page. */
  readonly id: string;
  /** The name of the tree for screen readers. */
  readonly label: string;
  readonly several: boolean;
  /** What stands in a line. */
  line(line: Line): TemplateResult;
  /** What assistive technology says of a line besides: whether it is chosen; undefined where it cannot be. */
  isChosen(line: Line): boolean | undefined;
  go(key: string): void;
  open(key: string): void;
  close(key: string): void;
  /** Enter, or a double click. */
  enter(line: Line): void;
  /** Space. */
  toggle(line: Line): void;
  /** Other lines are in sight, or these for the first time. */
  seen(lines: readonly Line[]): void;
}

/**
 * A tree of any length of which only what is in sight is drawn. One stop for Tab; the keys are those of a tree.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export class TreeView {
  readonly element: HTMLElement;
  readonly #options: TreeViewOptions;
  #lines: readonly Line[] = [];
  #active: string | undefined;

  constructor(options: TreeViewOptions) {
    this.#options = options;
    this.element = listElement({
      id: options.id,
      className: 'mw-opcua-tree',
      role: 'tree',
      label: options.label,
      several: options.several,
      onKey: (key) => this.#onKey(key),
      draw: () => this.#draw(),
    });
  }

  /** Shows other lines, or the same ones anew. @param reveal whether the active line has to be in sight */
  update(lines: readonly Line[], active: string | undefined, reveal = false): void {
    const moved = reveal || active !== this.#active;
    this.#lines = lines;
    this.#active = active;
    if (moved) this.#reveal();
    this.#draw();
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  #reveal(): void {
    const index = this.#lines.findIndex(({ key }) => key === this.#active);
    if (index < 0) return;
    const { scrollTop, clientHeight } = this.element;
    const top = index * lineHeight;
    // The space has to be as high as the lines before one can scroll there.
    this.#draw();
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + lineHeight > scrollTop + clientHeight)
      this.element.scrollTop = top + lineHeight - clientHeight;
  }

  #onKey(pressed: string): boolean {
    const { go, open, close, enter, toggle } = this.#options;
    const line = this.#lines.find(({ key }) => key === this.#active);
    if (pressed === 'Enter' || pressed === ' ') {
      if (line !== undefined) (pressed === 'Enter' ? enter : toggle)(line);
    } else {
      const perPage = Math.max(1, Math.floor(this.element.clientHeight / lineHeight) - 1);
      const move = moveFor(pressed, this.#lines, this.#active, perPage);
      if (move === undefined) return false;
      if (move.kind === 'go') go(move.key);
      else if (move.kind === 'open') open(move.key);
      else close(move.key);
    }
    return true;
  }

  #draw(): void {
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor(scrollTop / lineHeight) - margin);
    const to = Math.min(
      this.#lines.length,
      Math.ceil((scrollTop + Math.max(clientHeight, lineHeight)) / lineHeight) + margin,
    );
    const drawn = this.#lines.slice(from, to);
    render(
      html`<div class="mw-opcua-tree-space" role="presentation" style="height: ${this.#lines.length * lineHeight}px">
        ${repeat(
          drawn,
          ({ key }) => key,
          (line, offset) => this.#line(line, from + offset),
        )}
      </div>`,
      this.element,
    );
    const active = drawn.findIndex(({ key }) => key === this.#active);
    // A line out of sight is not drawn, so nothing may point to it.
    if (active >= 0) this.element.setAttribute('aria-activedescendant', this.#idOf(from + active));
    else this.element.removeAttribute('aria-activedescendant');
    if (clientHeight > 0) this.#options.seen(drawn);
  }

  #idOf(index: number): string {
    return `${this.#options.id}-${index}`;
  }

  #line(line: Line, index: number): TemplateResult {
    const { isChosen, enter, go } = this.#options;
    const chosen = isChosen(line);
    const isPlace = line.kind === 'place';
    const level = isPlace ? line.place.level : line.level;
    const classes = [
      'mw-opcua-tree-line',
      ...(line.key === this.#active ? ['mw-opcua-tree-active'] : []),
      ...(chosen === true ? ['mw-opcua-tree-chosen'] : []),
    ];
    return html`<div
      id=${this.#idOf(index)}
      class=${classes.join(' ')}
      role="treeitem"
      aria-level=${level}
      aria-expanded=${isPlace && line.isOpen !== undefined ? String(line.isOpen) : nothing}
      aria-selected=${chosen === undefined ? nothing : String(chosen)}
      aria-posinset=${isPlace ? line.position : nothing}
      aria-setsize=${isPlace ? line.size : nothing}
      style="top: ${index * lineHeight}px; --mw-level: ${level - 1}"
      @click=${() => go(line.key)}
      @dblclick=${() => enter(line)}
    >${this.#options.line(line)}</div>`;
  }
}
