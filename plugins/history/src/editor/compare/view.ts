import {
  emptyState,
  html,
  installStyle,
  nothing,
  render,
  repeat,
  type TemplateResult,
} from '@millwright/editor';
import type { Comparison } from '../../common/comparison.ts';
import type { HistoryTexts } from '../texts.ts';
import type { Drawing } from './drawing.ts';
import { changeByKey } from './keys.ts';
import { firstPage, isSame, type Outline, outlineOf, pageSize, type Range, rangeAround } from './outline.ts';
import { type SectionView, sectionTemplate } from './sections.ts';
import { compareStyle } from './style.ts';
import { summaryWords } from './summary.ts';

/** Sections are open at first until so many changes stand above them. */
const openAtFirst = { full: 300, compact: 40 };
/** From this width on, in pixels, both sides of code stand beside each other. */
const besideWidth = 900;

/**
 * Shows a comparison: part by part, node by node, property by property. It draws only what is open, and long sections
 * in pages, so that thousands of changes cost no more than a hundred.
 */
export class ComparisonView {
  readonly element: HTMLElement;
  readonly #texts: HistoryTexts;
  readonly #compact: boolean;
  #comparison: Comparison | undefined;
  #outline: Outline = { sections: [], entries: [], hidden: 0 };
  #showMoved = false;
  #wrap = true;
  #current = -1;
  #beside = false;
  #opened = new Map<string, boolean>();
  #ranges = new Map<string, Range>();

  /** @param options `compact` folds all nodes, for a place below other things */
  constructor(texts: HistoryTexts, options: { readonly compact?: boolean } = {}) {
    installStyle(compareStyle);
    this.#texts = texts;
    this.#compact = options.compact ?? false;
    this.element = document.createElement('div');
    this.element.className = 'mw-compare';
    this.element.addEventListener('focusin', ({ target }) => this.#onFocus(target));
    new ResizeObserver(() => this.#onResize()).observe(this.element);
  }

  /** Shows another comparison; what someone has opened in the former one stays open where it is in both. */
  show(comparison: Comparison): void {
    this.#comparison = comparison;
    this.#current = -1;
    this.#ranges.clear();
    this.#reckon();
    this.#draw();
  }

  /** Goes to a change that is so many steps away, round at the ends. */
  step(by: 1 | -1): void {
    const { length } = this.#outline.entries;
    if (length === 0) return;
    const from = this.#current < 0 && by < 0 ? 0 : this.#current;
    this.#goTo((from + by + length) % length);
  }

  /** @returns whether the key was one for going from change to change */
  onKey(event: KeyboardEvent): boolean {
    const by = changeByKey(event);
    if (by === undefined || !this.#comparison) return false;
    // Node-RED's own shortcuts must not see what was meant for this view.
    event.preventDefault();
    event.stopPropagation();
    this.step(by);
    return true;
  }

  #reckon(): void {
    if (!this.#comparison) return;
    const key = this.#outline.entries[this.#current]?.key;
    this.#outline = outlineOf(this.#comparison, this.#showMoved);
    this.#current = this.#outline.entries.findIndex((entry) => entry.key === key);
  }

  #goTo(index: number): void {
    const section = this.#outline.sections.find(
      ({ start, entries }) => index >= start && index < start + entries.length,
    );
    const entry = this.#outline.entries[index];
    if (!section || !entry) return;
    this.#opened.set(section.key, true);
    this.#ranges.set(section.key, rangeAround(index - section.start, this.#rangeOf(section.key)));
    this.#current = index;
    this.#draw();
    const shown = this.element.querySelector<HTMLElement>(`[data-entry="${CSS.escape(entry.key)}"]`);
    shown?.focus({ preventScroll: true });
    shown?.closest('.mw-compare-entry')?.scrollIntoView({ block: 'start' });
  }

  #onFocus(target: EventTarget | null): void {
    const key = target instanceof HTMLElement ? target.dataset['entry'] : undefined;
    const index = key === undefined ? -1 : this.#outline.entries.findIndex((entry) => entry.key === key);
    if (index < 0 || index === this.#current) return;
    this.#current = index;
    this.#draw();
  }

  #onResize(): void {
    const beside = this.element.clientWidth >= besideWidth;
    if (beside === this.#beside) return;
    this.#beside = beside;
    this.#draw();
  }

  #rangeOf(section: string): Range {
    return this.#ranges.get(section) ?? firstPage;
  }

  #isOpen(key: string, byDefault: boolean): boolean {
    return this.#opened.get(key) ?? byDefault;
  }

  #toggle(key: string, byDefault: boolean): void {
    this.#opened.set(key, !this.#isOpen(key, byDefault));
    this.#draw();
  }

  #draw(): void {
    const comparison = this.#comparison;
    if (!comparison) return;
    render(
      isSame(comparison)
        ? this.#same(comparison)
        : html`${this.#bar(comparison)} ${this.#sections(comparison)}`,
      this.element,
    );
  }

  #same(comparison: Comparison): TemplateResult {
    const texts = this.#texts;
    return html`${emptyState({
      icon: 'fa-check',
      title: texts('compare.same.title'),
      text: texts(comparison.reordered ? 'compare.same.reordered' : 'compare.same.text'),
    })} ${this.#unknown(comparison)}`;
  }

  /** What differs in words, the two switches, and the way from change to change. */
  #bar(comparison: Comparison): TemplateResult {
    const texts = this.#texts;
    const { entries, hidden } = this.#outline;
    const toggle = (label: string, on: boolean, change: () => void): TemplateResult =>
      html`<label class="mw-compare-switch"><input type="checkbox" .checked=${on} @change=${change} /> ${label}</label>`;
    return html`<div class="mw-compare-bar">
      <p class="mw-compare-summary">${summaryWords(comparison, texts)}</p>
      <div class="mw-compare-tools">
        ${toggle(
          hidden > 0 ? texts('compare.showMovedHidden', { count: hidden }) : texts('compare.showMoved'),
          this.#showMoved,
          () => {
            this.#showMoved = !this.#showMoved;
            this.#reckon();
            this.#draw();
          },
        )}
        ${toggle(texts('compare.wrap'), this.#wrap, () => {
          this.#wrap = !this.#wrap;
          this.element.classList.toggle('mw-compare-unwrapped', !this.#wrap);
          this.#draw();
        })}
        <span class="mw-compare-steps">
          <span role="status">${
            this.#current < 0
              ? texts.counted('compare.changes', entries.length)
              : texts('compare.counter', { current: this.#current + 1, all: entries.length })
          }</span>
          ${this.#stepButton(-1, 'fa-chevron-up', texts('compare.previous'))}
          ${this.#stepButton(1, 'fa-chevron-down', texts('compare.next'))}
        </span>
      </div>
      ${this.#compact ? nothing : html`<p class="mw-hint mw-compare-keys">${texts('compare.keys')}</p>`}
    </div>`;
  }

  #stepButton(by: 1 | -1, icon: string, label: string): TemplateResult {
    return html`<button type="button" class="red-ui-button red-ui-button-small" title=${label} aria-label=${label}
      ?disabled=${this.#outline.entries.length === 0} @click=${() => this.step(by)}><i class="fa ${icon}" aria-hidden="true"></i></button>`;
  }

  #sections(comparison: Comparison): TemplateResult {
    const drawing: Drawing = {
      texts: this.#texts,
      names: comparison.names,
      showMoved: this.#showMoved,
      beside: this.#beside,
      compact: this.#compact,
      isOpen: (key, byDefault) => this.#isOpen(key, byDefault),
      toggle: (key, byDefault) => this.#toggle(key, byDefault),
    };
    const limit = this.#compact ? openAtFirst.compact : openAtFirst.full;
    const { sections, hidden } = this.#outline;
    return html`${sections.length === 0 ? html`<p>${this.#texts.counted('compare.onlyMoved', hidden)}</p>` : nothing}
      ${repeat(
        sections,
        ({ key }) => key,
        (section) => sectionTemplate(section, this.#sectionView(section.key, section.start < limit), drawing),
      )}
      ${this.#unknown(comparison)}`;
  }

  #sectionView(key: string, byDefault: boolean): SectionView {
    return {
      open: this.#isOpen(key, byDefault),
      range: this.#rangeOf(key),
      toggle: () => this.#toggle(key, byDefault),
      more: (where) => {
        const { from, to } = this.#rangeOf(key);
        this.#ranges.set(
          key,
          where === 'above' ? { from: Math.max(0, from - pageSize), to } : { from, to: to + pageSize },
        );
        this.#draw();
      },
    };
  }

  #unknown({ unknown }: Comparison): TemplateResult | typeof nothing {
    if (unknown.length === 0) return nothing;
    return html`<ul class="mw-hint mw-compare-unknown">
      ${unknown.map((what) => html`<li>${this.#texts(`compare.unknown.${what}`)}</li>`)}
    </ul>`;
  }
}
