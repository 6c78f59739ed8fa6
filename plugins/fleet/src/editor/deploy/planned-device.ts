import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { PlannedDevice } from '../../common/releases.ts';
import type { FleetTexts } from '../texts.ts';

type Part = NonNullable<PlannedDevice['change']>[number];

const signs = { added: '+', changed: '~', removed: '−', moved: '↔' } as const;
const tones = { added: 'mw-good', changed: 'mw-attention', removed: 'mw-bad', moved: 'mw-quiet' } as const;

/** One device of a plan, unfolded: which flows change, which values it gets and from whom. */
export function plannedDeviceView(device: PlannedDevice, texts: FleetTexts): TemplateResult {
  const { change, values, missing } = device;
  return html`<div class="mw-fleet-planned">
    ${
      change === undefined
        ? html`<p class="mw-hint">${texts('plan.unknownHint')}</p>`
        : html`<ul>${change.map((part) => partLine(part, texts))}</ul>`
    }
    ${
      values.length + missing.length === 0
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
                ({ name, value, isSecret, origin }) => html`<tr>
                  <td><code>${name}</code></td>
                  <td>${isSecret ? html`<i class="fa fa-lock" aria-hidden="true"></i> ${texts('plan.secret')}` : (value ?? texts('plan.noValue'))}</td>
                  <td>${origin ?? nothing}</td>
                </tr>`,
              )}
              ${missing
                .filter((name) => !values.some((value) => value.name === name))
                .map(
                  (name) => html`<tr class="mw-fleet-missing">
                    <td><code>${name}</code></td>
                    <td colspan="2"><span class="mw-attention mw-symbol" aria-hidden="true">▲</span> ${texts('plan.noValue')}</td>
                  </tr>`,
                )}
            </tbody>
          </table>`
    }
  </div>`;
}

function partLine({ kind, name, state, nodes }: Part, texts: FleetTexts): TemplateResult {
  const counts = (['added', 'changed', 'removed', 'moved'] as const)
    .filter((each) => nodes[each] > 0)
    .map((each) => texts(`plan.nodes.${each}`, { count: nodes[each] }));
  return html`<li>
    <span class="mw-symbol ${tones[state]}" role="img" aria-label=${texts(`plan.states.${state}`)}>${signs[state]}</span>
    ${name || texts(`plan.kinds.${kind}`)}
    ${counts.length === 0 ? nothing : html`<span class="mw-hint">${counts.join(', ')}</span>`}
  </li>`;
}
