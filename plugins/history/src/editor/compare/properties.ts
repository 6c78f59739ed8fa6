import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { PropertyChange } from '../../common/comparison.ts';
import type { Drawing } from './drawing.ts';
import { type Variable, variableChanges } from './environment.ts';
import { linesTemplate } from './lines.ts';
import { bothValues, nameOf, valueText } from './values.ts';
import { type WireEnd, wireChanges } from './wires.ts';

/** The properties that are shown; places only where someone wants to see them. */
export function shownProperties(
  properties: readonly PropertyChange[],
  showMoved: boolean,
): readonly PropertyChange[] {
  return showMoved ? properties : properties.filter(({ kind }) => kind !== 'place');
}

/** Properties as people know them where they have a word, else as the node calls them. */
export function propertyName(name: string, { texts }: Drawing): string {
  return texts.find(`compare.property.${name}`) ?? name;
}

/** Property by property, before and after. */
export function propertiesTemplate(
  properties: readonly PropertyChange[],
  key: string,
  drawing: Drawing,
): TemplateResult {
  const places = properties.filter(({ kind }) => kind === 'place');
  const others = properties.filter(({ kind }) => kind !== 'place');
  return html`<dl class="mw-compare-properties">
    ${others.map(
      (property) => html`<dt title=${property.name}>${propertyName(property.name, drawing)}</dt>
        <dd>${propertyTemplate(property, `${key}#${property.name}`, drawing)}</dd>`,
    )}
    ${drawing.showMoved && places.length > 0 ? placeTemplate(places, drawing) : nothing}
  </dl>`;
}

function propertyTemplate(property: PropertyChange, key: string, drawing: Drawing): TemplateResult {
  const { kind, before, after, name } = property;
  if (kind === 'wires')
    return wiresTemplate(before, after, drawing) ?? bothValues(before, after, key, drawing);
  if (kind === 'environment')
    return environmentTemplate(before, after, drawing) ?? bothValues(before, after, key, drawing);
  if (before === undefined || after === undefined) return bothValues(before, after, key, drawing);
  const long = (value: unknown): boolean => valueText(value).includes('\n');
  if (kind === 'code' || (long(before) && long(after)))
    return linesTemplate(valueText(before), valueText(after), key, propertyName(name, drawing), drawing);
  return bothValues(before, after, key, drawing);
}

function placeTemplate(places: readonly PropertyChange[], { texts }: Drawing): TemplateResult {
  return html`<dt>${texts('compare.place')}</dt>
    <dd>
      ${places.map(
        ({ name, before, after }) =>
          html`<span class="mw-compare-place">${name} ${valueText(before)} → ${valueText(after)}</span> `,
      )}
    </dd>`;
}

/** Wires in words: which ends came, which went. */
function wiresTemplate(before: unknown, after: unknown, drawing: Drawing): TemplateResult | undefined {
  const changes = wireChanges(before, after);
  if (!changes) return undefined;
  const { texts, names } = drawing;
  const end = ({ id, port }: WireEnd, state: 'added' | 'removed') => {
    const name = nameOf(id, names) ?? texts('compare.wires.unknown', { id });
    const type = Object.hasOwn(names, id) ? (names[id]?.type ?? '') : '';
    return html`<li data-state=${state}>
      <span class="mw-compare-sign" role="img" aria-label=${texts(`change.symbol.${state}`)}>${state === 'added' ? '+' : '−'}</span>
      <span>${texts('compare.wires.to', { name })}${port === undefined || port === 0 ? nothing : ` (${texts('compare.wires.port', { port: port + 1 })})`}
        ${type === name ? nothing : html`<span class="mw-hint">${type}</span>`}</span>
    </li>`;
  };
  return html`${changes.map(
    ({ output, added, removed }) => html`<div class="mw-compare-wires">
      ${output === undefined ? nothing : html`<div class="mw-hint">${texts('compare.wires.output', { output })}</div>`}
      <ul>
        ${removed.map((each) => end(each, 'removed'))} ${added.map((each) => end(each, 'added'))}
      </ul>
    </div>`,
  )}`;
}

function environmentTemplate(before: unknown, after: unknown, drawing: Drawing): TemplateResult | undefined {
  const changes = variableChanges(before, after);
  if (!changes) return undefined;
  const { texts } = drawing;
  const cell = (variable: Variable | undefined, state: 'removed' | 'added') =>
    variable === undefined
      ? html`<td class="mw-hint">${texts('compare.value.absent')}</td>`
      : html`<td data-state=${state}>
          ${variable.type === 'cred' ? texts('compare.value.secret') : variable.value}
          <span class="mw-hint" title=${variable.type}>${texts.find(`compare.type.${variable.type}`) ?? variable.type}</span>
        </td>`;
  return html`<table class="mw-compare-table">
    <thead>
      <tr>
        <th scope="col">${texts('compare.environment.name')}</th>
        <th scope="col">${texts('compare.before')}</th>
        <th scope="col">${texts('compare.after')}</th>
      </tr>
    </thead>
    <tbody>
      ${changes.map(
        ({ name, before: was, after: is }) => html`<tr>
          <th scope="row">${name}</th>
          ${cell(was, 'removed')}${cell(is, 'added')}
        </tr>`,
      )}
    </tbody>
  </table>`;
}
