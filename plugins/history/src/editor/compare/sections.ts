import { html, nothing, repeat, type TemplateResult } from '@millwright/editor';
import type { NodeDifference, PartDifference, PropertyChange } from '../../common/comparison.ts';
import { type Drawing, foldMark, mark, type State } from './drawing.ts';
import type { Entry, Range, Section } from './outline.ts';
import { propertiesTemplate, propertyName, shownProperties } from './properties.ts';
import { bothValues } from './values.ts';

/** How a section is drawn, and what its buttons do. */
export interface SectionView {
  readonly open: boolean;
  readonly range: Range;
  toggle(): void;
  /** Shows more entries above or below. */
  more(where: 'above' | 'below'): void;
}

/** A part with its nodes, or the modules, settings, credentials that differ. */
export function sectionTemplate(section: Section, view: SectionView, drawing: Drawing): TemplateResult {
  const { entries } = section;
  const { open, range } = view;
  const drawn = open ? entries.slice(range.from, range.to) : [];
  const later = entries.length - range.to;
  const { texts } = drawing;
  return html`<section class="mw-compare-section">
    <h3>
      <button type="button" class="mw-compare-head-button" aria-expanded=${open} @click=${() => view.toggle()}>
        ${foldMark(open)} ${section.part ? partHead(section.part, drawing) : html`<b>${texts(`compare.section.${section.kind as 'modules'}`)}</b>`}
        <span class="mw-hint">${texts.counted('compare.changes', entries.length)}</span>
      </button>
    </h3>
    ${open && range.from > 0 ? moreButton(range.from, 'above', view, drawing) : nothing}
    ${repeat(
      drawn,
      ({ key }) => key,
      (entry) => entryTemplate(entry, drawing),
    )}
    ${open && later > 0 ? moreButton(later, 'below', view, drawing) : nothing}
  </section>`;
}

function moreButton(
  count: number,
  where: 'above' | 'below',
  view: SectionView,
  { texts }: Drawing,
): TemplateResult {
  return html`<button type="button" class="mw-compare-more" @click=${() => view.more(where)}>
    ${texts.counted(`compare.more.${where}`, count)}
  </button>`;
}

function partHead(part: PartDifference, drawing: Drawing): TemplateResult {
  const { texts } = drawing;
  const { kind, label, formerLabel, state } = part;
  return html`${mark(state, drawing)} <b>${label || texts(`change.name.${kind}`)}</b>
    ${formerLabel === undefined ? nothing : html`<span class="mw-hint">${texts('compare.formerly', { name: formerLabel || texts(`change.name.${kind}`) })}</span>`}
    ${kind === 'tab' || kind === 'subflow' ? html`<span class="mw-hint">${texts(`details.parts.${kind}`)}</span>` : nothing}`;
}

function entryTemplate(entry: Entry, drawing: Drawing): TemplateResult {
  switch (entry.of) {
    case 'part':
      return partEntry(entry.key, entry.part, drawing);
    case 'node':
      return nodeEntry(entry.key, entry.node, drawing);
    case 'module':
      return valuesEntry(entry.key, entry.module, drawing);
    case 'setting':
      return valuesEntry(entry.key, entry.setting, drawing);
    case 'credential': {
      const { id, label, type, part, state } = entry.credential;
      const shown = state === 'set' ? 'added' : state;
      const words = html`<span>${drawing.texts(`compare.credentials.${state}`)}</span>`;
      return rowEntry(entry.key, shown, label || id, drawing, words, [type, part].filter(Boolean).join(', '));
    }
  }
}

/** One module or one setting with its values on both sides. */
function valuesEntry(
  key: string,
  { name, before, after }: { readonly name: string; readonly before?: unknown; readonly after?: unknown },
  drawing: Drawing,
): TemplateResult {
  return rowEntry(key, sides(before, after), name, drawing, bothValues(before, after, key, drawing));
}

function sides(before: unknown, after: unknown): State {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function rowEntry(
  key: string,
  state: State,
  name: string,
  drawing: Drawing,
  content: TemplateResult,
  hint = '',
): TemplateResult {
  return html`<div class="mw-compare-entry mw-compare-row" data-state=${state} data-entry=${key} tabindex="-1">
    ${mark(state, drawing)} <span class="mw-compare-name">${name}</span>
    ${hint === '' ? nothing : html`<span class="mw-hint">${hint}</span>`}
    <div class="mw-compare-row-content">${content}</div>
  </div>`;
}

function partEntry(key: string, part: PartDifference, drawing: Drawing): TemplateResult {
  const { texts, showMoved } = drawing;
  const properties = shownProperties(part.properties, showMoved);
  const whole = part.state === 'added' || part.state === 'removed';
  const words = whole
    ? texts(`compare.part.${part.state as 'added' | 'removed'}`)
    : properties.length > 0
      ? texts('compare.part.properties')
      : texts('compare.part.moved');
  return foldable(
    key,
    part.state,
    html`<span class="mw-compare-name">${words}</span>`,
    properties,
    !whole,
    drawing,
  );
}

function nodeEntry(
  key: string,
  { id, type, label, state, properties }: NodeDifference,
  drawing: Drawing,
): TemplateResult {
  const shown = shownProperties(properties, drawing.showMoved);
  const raw = state === 'changed' ? shown.map(({ name }) => name) : [];
  const names = raw.map((name) => propertyName(name, drawing)).join(', ');
  const head = html`<span class="mw-compare-name">${label || type || id}</span>
    <span class="mw-hint">${label === '' ? id : type}</span>
    ${names === '' ? nothing : html`<span class="mw-hint mw-compare-properties-names" title=${raw.join(', ')}>${names}</span>`}`;
  return foldable(key, state, head, shown, state === 'changed' || state === 'moved', drawing);
}

/** A change whose properties unfold below it. */
function foldable(
  key: string,
  state: State,
  head: TemplateResult,
  properties: readonly PropertyChange[],
  byDefault: boolean,
  drawing: Drawing,
): TemplateResult {
  const openFirst = byDefault && !drawing.compact;
  const some = properties.length > 0;
  const open = some && drawing.isOpen(key, openFirst);
  return html`<div class="mw-compare-entry" data-state=${state}>
    <h4>
      ${
        some
          ? html`<button type="button" class="mw-compare-head-button" data-entry=${key} aria-expanded=${open} @click=${() => drawing.toggle(key, openFirst)}>
              ${foldMark(open)} ${mark(state, drawing)} ${head}
            </button>`
          : html`<span class="mw-compare-head-button" data-entry=${key} tabindex="-1">
              <span class="mw-compare-fold"></span> ${mark(state, drawing)} ${head}
            </span>`
      }
    </h4>
    ${open ? propertiesTemplate(properties, key, drawing) : nothing}
  </div>`;
}
