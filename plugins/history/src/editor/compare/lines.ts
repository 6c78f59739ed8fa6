import { guard, html, nothing, type TemplateResult } from '@millwright/editor';
import { type LineHunk, lineDifference } from '@millwright/flows';
import type { Drawing } from './drawing.ts';

/** One line on both sides; numbers from 1, absent where the line is not there. */
export interface LineRow {
  readonly state: 'same' | 'added' | 'removed' | 'changed';
  readonly before?: { readonly number: number; readonly text: string };
  readonly after?: { readonly number: number; readonly text: string };
}

/** Lines of a hunk below each other: first those that went, then those that came. */
export function unifiedRows({ beforeStart, afterStart, lines }: LineHunk): LineRow[] {
  let before = beforeStart;
  let after = afterStart;
  return lines.map(({ state, text }): LineRow => {
    if (state === 'added') return { state, after: { number: after++, text } };
    if (state === 'removed') return { state, before: { number: before++, text } };
    return { state, before: { number: before++, text }, after: { number: after++, text } };
  });
}

/** Lines of a hunk beside each other: what went stands beside what came in its place. */
export function pairedRows(hunk: LineHunk): LineRow[] {
  const rows: LineRow[] = [];
  let gone: LineRow[] = [];
  let come: LineRow[] = [];
  const flush = (): void => {
    for (let index = 0; index < Math.max(gone.length, come.length); index += 1) {
      const before = gone[index]?.before;
      const after = come[index]?.after;
      const state = before && after ? 'changed' : before ? 'removed' : 'added';
      rows.push({ state, ...(before ? { before } : {}), ...(after ? { after } : {}) });
    }
    gone = [];
    come = [];
  };
  for (const row of unifiedRows(hunk)) {
    if (row.state === 'removed') gone.push(row);
    else if (row.state === 'added') come.push(row);
    else {
      flush();
      rows.push(row);
    }
  }
  flush();
  return rows;
}

/** So many same lines stand around those that differ. */
const context = 3;
/** Of a difference of many lines only the beginning is drawn at first. */
const mostRows = 400;

/** The difference of two texts line by line. JSON in one line is put on several first. */
export function linesTemplate(
  before: string,
  after: string,
  key: string,
  label: string,
  drawing: Drawing,
): TemplateResult {
  const whole = drawing.isOpen(`${key}#whole`, false);
  const { beside, texts } = drawing;
  return html`${guard([before, after, whole, beside], () => {
    const { rows, cut } = tableRows(before, after, whole, drawing);
    return html`<div class="mw-lines-box" role="group" tabindex="0" aria-label=${texts('compare.lines.label', { name: label })}>
        <table class="mw-lines" data-beside=${beside}>
          ${columns(beside)}
          <tbody>
            ${rows}
          </tbody>
        </table>
      </div>
      ${
        cut || whole
          ? html`<button type="button" class="mw-compare-link" aria-expanded=${whole} @click=${() => drawing.toggle(`${key}#whole`, false)}>
              ${whole ? texts('compare.lines.less') : texts('compare.lines.whole')}
            </button>`
          : nothing
      }`;
  })}`;
}

/** The first row may span all columns, so their widths are said apart. */
function columns(beside: boolean): TemplateResult {
  const number = html`<col class="mw-lines-number-column" />`;
  const rest = html`<col class="mw-lines-sign-column" /><col />`;
  return html`<colgroup>${beside ? [number, rest, number, rest] : [number, number, rest]}</colgroup>`;
}

interface Rows {
  readonly rows: readonly TemplateResult[];
  /** There are lines that are not among them. */
  readonly cut: boolean;
}

function tableRows(before: string, after: string, whole: boolean, { beside, texts }: Drawing): Rows {
  const [was, is] = [prettyJson(before), prettyJson(after)];
  // Written in another way only: then the line that was written is what differs.
  const [one, other] = was === is ? [before, after] : [was, is];
  const rows: TemplateResult[] = [];
  let cut = false;
  let next = 1;
  const gap = (until: number): void => {
    if (until <= next) return;
    cut = true;
    rows.push(gapRow(texts.counted('compare.lines.same', until - next)));
  };
  for (const hunk of lineDifference(one, other, whole ? {} : { context })) {
    gap(hunk.beforeStart);
    for (const row of beside ? pairedRows(hunk) : unifiedRows(hunk)) {
      if (!whole && rows.length >= mostRows)
        return { rows: [...rows, gapRow(texts('compare.lines.cut'))], cut: true };
      rows.push(beside ? besideRow(row, texts) : belowRow(row, texts));
    }
    next = hunk.beforeStart + hunk.lines.filter(({ state }) => state !== 'added').length;
  }
  if (one !== '') gap(one.split('\n').length + 1);
  return { rows, cut };
}

const gapRow = (text: string): TemplateResult =>
  html`<tr class="mw-lines-gap"><td colspan="6">⋯ ${text}</td></tr>`;

type LineTexts = Drawing['texts'];

const sign = (state: 'same' | 'added' | 'removed', texts: LineTexts) =>
  state === 'same'
    ? html`<td class="mw-lines-sign"></td>`
    : html`<td class="mw-lines-sign"><span role="img" aria-label=${texts(`change.symbol.${state}`)}>${state === 'added' ? '+' : '−'}</span></td>`;

function belowRow({ state, before, after }: LineRow, texts: LineTexts): TemplateResult {
  const shown = state === 'changed' ? 'same' : state;
  return html`<tr data-state=${shown}>
    <td class="mw-lines-number">${before?.number ?? nothing}</td>
    <td class="mw-lines-number">${after?.number ?? nothing}</td>
    ${sign(shown, texts)}
    <td class="mw-lines-text">${(after ?? before)?.text ?? ''}</td>
  </tr>`;
}

function besideRow({ state, before, after }: LineRow, texts: LineTexts): TemplateResult {
  const side = (line: LineRow['before'], of: 'added' | 'removed') => {
    const shown = line && state !== 'same' ? of : 'same';
    return html`<td class="mw-lines-number" data-state=${shown}>${line?.number ?? nothing}</td>
      ${sign(shown, texts)}
      <td class="mw-lines-text" data-state=${line ? shown : 'none'}>${line?.text ?? ''}</td>`;
  };
  return html`<tr>${side(before, 'removed')}${side(after, 'added')}</tr>`;
}

function prettyJson(text: string): string {
  if (!/^\s*[[{]/.test(text) || text.includes('\n')) return text;
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}
