import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { Comparison } from '../../common/comparison.ts';
import type { Drawing } from './drawing.ts';

/** A text is cut after so much of it, until someone wants to see all. */
const foldedLines = 12;
const foldedCharacters = 800;

/** A JSON value as people read it. Texts are as they are, everything else is JSON on lines of its own. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? '');
}

/** Both values in a form that differs: `1` and `"1"`, or blanks, can only be told apart in quotes. */
export function valueTexts(before: unknown, after: unknown): readonly [string, string] {
  const texts = [valueText(before), valueText(after)] as const;
  const alike = before !== undefined && after !== undefined && texts[0].trim() === texts[1].trim();
  return alike ? [JSON.stringify(before), JSON.stringify(after)] : texts;
}

/** What an id in a value is called; undefined for values that are none. */
export function nameOf(value: unknown, names: Comparison['names']): string | undefined {
  if (typeof value !== 'string' || !Object.hasOwn(names, value)) return undefined;
  const { label, type } = names[value] ?? { label: '', type: '' };
  return label === '' ? type : label;
}

/** The beginning of a long text, and how many lines all of it has; undefined where nothing is cut. */
export function cutText(text: string): { readonly start: string; readonly lines: number } | undefined {
  const lines = text.split('\n');
  if (lines.length <= foldedLines && text.length <= foldedCharacters) return undefined;
  return { start: lines.slice(0, foldedLines).join('\n').slice(0, foldedCharacters), lines: lines.length };
}

/** One value on its side, cut when it is long. `key` remembers that someone wants to see all of it. */
export function valueTemplate(value: unknown, text: string, key: string, drawing: Drawing): TemplateResult {
  const { texts, names } = drawing;
  const name = nameOf(value, names);
  if (name !== undefined)
    return html`<span class="mw-compare-value">${name} <span class="mw-hint">${String(value)}</span></span>`;
  if (value === '')
    return html`<span class="mw-compare-value mw-hint">${texts('compare.value.empty')}</span>`;
  const cut = cutText(text);
  const open = drawing.isOpen(key, false);
  return html`<pre class="mw-compare-value">${cut && !open ? `${cut.start} …` : text}</pre>
    ${
      cut
        ? html`<button type="button" class="mw-compare-link" aria-expanded=${open} @click=${() => drawing.toggle(key, false)}>
            ${open ? texts('compare.value.less') : texts.counted('compare.value.all', cut.lines)}
          </button>`
        : nothing
    }`;
}

/** Both sides of a value, below each other, or beside each other where there is room. */
export function bothValues(before: unknown, after: unknown, key: string, drawing: Drawing): TemplateResult {
  const [was, is] = valueTexts(before, after);
  const { texts } = drawing;
  const sideOf = (value: unknown, text: string, side: 'before' | 'after') =>
    value === undefined
      ? nothing
      : html`<div class="mw-compare-side-value" data-side=${side}>
          <span class="mw-compare-sign" role="img" aria-label=${texts(`compare.${side}`)}>${side === 'before' ? '−' : '+'}</span>
          <div>${valueTemplate(value, text, `${key}#${side}`, drawing)}</div>
        </div>`;
  return html`<div class="mw-compare-values">
    ${sideOf(before, was, 'before')} ${sideOf(after, is, 'after')}
  </div>`;
}
