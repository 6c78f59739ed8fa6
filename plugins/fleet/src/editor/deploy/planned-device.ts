import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { PlannedDevice, PlannedValueChange } from '../../common/releases.ts';
import type { FleetTexts } from '../texts.ts';

type Part = NonNullable<PlannedDevice['change']>[number];
type Value = PlannedDevice['values'][number];

const signs = { added: '+', changed: '~', removed: '−', moved: '↔' } as const;
const tones = { added: 'mw-good', changed: 'mw-attention', removed: 'mw-bad', moved: 'mw-quiet' } as const;

/** One device of a plan, unfolded: which flows change, which values it gets and from whom. */
export function plannedDeviceView(device: PlannedDevice, texts: FleetTexts): TemplateResult {
  const { change, values, valueChanges = [] } = device;
  return html`<div class="mw-fleet-planned">
    ${
      change === undefined
        ? html`<p class="mw-hint">${texts('plan.unknownHint')}</p>`
        : html`<ul>${change.map((part) => partLine(part, texts))}</ul>`
    }
    ${
      valueChanges.length === 0
        ? nothing
        : html`<p class="mw-hint">${texts('plan.values')}</p>
            <ul>${valueChanges.map((value) => valueChangeLine(value, texts))}</ul>`
    }
    ${
      values.length === 0
        ? html`<p class="mw-hint">${texts('plan.noValues')}</p>`
        : html`<table class="mw-fleet-values">
            <thead>
              <tr>
                <th scope="col">${texts('values.name')}</th>
                <th scope="col">${texts('values.value')}</th>
                <th scope="col">${texts('plan.origin')}</th>
              </tr>
            </thead>
            <tbody>
              ${values.map(
                (value) => html`<tr>
                  <td><code>${value.name}</code></td>
                  <td>${valueView(value, texts)}</td>
                  <td>${value.origin === undefined ? nothing : originText(value.origin, texts)}</td>
                </tr>`,
              )}
            </tbody>
          </table>`
    }
  </div>`;
}

function valueView({ value, isSecret, origin }: Value, texts: FleetTexts): TemplateResult {
  if (origin === undefined)
    return html`<span class="mw-attention mw-symbol" aria-hidden="true">▲</span> ${texts('plan.noValue')}`;
  if (isSecret) return html`<i class="fa fa-lock" aria-hidden="true"></i> ${texts('plan.secret')}`;
  return html`${value ?? nothing}`;
}

/** `PLC_HOST: 10.0.0.1 → 10.0.0.9`; a text that is not told is secret. */
function valueChangeLine(
  { name, state, before, after }: PlannedValueChange,
  texts: FleetTexts,
): TemplateResult {
  const one = state === 'added' ? texts('plan.valueNone') : (before ?? texts('plan.secret'));
  const other = state === 'removed' ? texts('plan.valueNone') : (after ?? texts('plan.secret'));
  return html`<li>
    ${sign(state, texts)} <code>${name}</code> ${one} → ${other}
  </li>`;
}

/** `device`, `all` and `flows` in words; a label is what it is. */
const originText = (origin: string, texts: FleetTexts): string =>
  texts.find(`plan.givers.${origin}`) ?? origin;

function partLine({ kind, name, state, nodes, named, properties }: Part, texts: FleetTexts): TemplateResult {
  const counts = (['added', 'changed', 'removed', 'moved'] as const)
    .filter((each) => nodes[each] > 0)
    .map((each) => texts(`plan.nodes.${each}`, { count: nodes[each] }));
  return html`<li>
    ${sign(state, texts)} ${name || texts(`plan.kinds.${kind}`)}
    ${counts.length === 0 ? nothing : html`<span class="mw-hint">${counts.join(', ')}</span>`}
    ${propertiesText(properties)}
    ${named.length === 0 ? nothing : html`<ul>${named.map((node) => nodeLine(node, texts))}</ul>`}
  </li>`;
}

/** `~ Valve function func`: which node, and what of it. */
const nodeLine = (
  { name, type, state, properties }: Part['named'][number],
  texts: FleetTexts,
): TemplateResult => html`<li>
    ${sign(state, texts)} ${name || type} ${name === '' || name === type ? nothing : html`<span class="mw-hint">${type}</span>`}
    ${propertiesText(properties)}
  </li>`;

const propertiesText = (properties: readonly string[]): TemplateResult | typeof nothing =>
  properties.length === 0 ? nothing : html`<code>${properties.join(', ')}</code>`;

const sign = (state: keyof typeof signs, texts: FleetTexts): TemplateResult =>
  html`<span class="mw-symbol ${tones[state]}" role="img" aria-label=${texts(`plan.states.${state}`)}>${signs[state]}</span>`;
