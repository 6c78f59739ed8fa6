import { choice, fieldValue, html, nothing, type TemplateResult, trayField } from '@millwright/editor';
import { sameLabel } from '../list/filter.ts';
import { labelText } from '../list/panel.ts';
import { deviceTone, toneSymbol } from '../words/state.ts';
import type { ChooseView } from './choose-view.ts';
import { countMeant, whyNobody } from './meant.ts';

/** To whom it goes, and how many those are. */
export function whomView(view: ChooseView): TemplateResult {
  const { draft, choices, texts, change, useSaved } = view;
  const { all, saved } = choices;
  return html`${choice({
    id: 'mw-fleet-whom',
    legend: texts('deploy.whom'),
    options: [
      { value: 'all' as const, label: texts.counted('deploy.all', all) },
      { value: 'labels' as const, label: texts('deploy.byLabels') },
      { value: 'devices' as const, label: texts('deploy.these') },
    ],
    chosen: draft.whom,
    change: (whom) => change({ ...draft, whom }),
  })}
  ${
    saved.length === 0
      ? nothing
      : trayField({
          id: 'mw-fleet-saved',
          label: texts('deploy.saved'),
          control: html`<select
            id="mw-fleet-saved"
            @change=${(event: Event) => {
              const found = saved.find(({ name }) => name === fieldValue(event));
              if (found) useSaved(found);
            }}
          >
            <option value="">${texts('deploy.chooseSaved')}</option>
            ${saved.map(({ name }) => html`<option value=${name}>${name}</option>`)}
          </select>`,
        })
  }
  ${draft.whom === 'labels' ? labelsView(view) : nothing} ${draft.whom === 'devices' ? devicesView(view) : nothing}
  ${meantView(view)}`;
}

const tickLine = (
  label: TemplateResult | string,
  checked: boolean,
  toggle: (checked: boolean) => void,
): TemplateResult => html`<li>
  <label class="mw-fleet-tick">
    <input type="checkbox" .checked=${checked} @change=${({ target }: Event) => toggle((target as HTMLInputElement).checked)} />
    <span>${label}</span>
  </label>
</li>`;

function labelsView(view: ChooseView): TemplateResult | typeof nothing {
  const { draft, choices, texts, change } = view;
  if (choices.labels.length === 0) return nothing;
  return html`<p class="mw-hint">${texts('deploy.allLabels')}</p>
    <ul class="mw-fleet-ticks" aria-label=${texts('labels.title')}>
      ${choices.labels.map((label) =>
        tickLine(
          `${labelText(label)} (${label.count})`,
          draft.labels.some((each) => sameLabel(each, label)),
          (checked) => {
            const others = draft.labels.filter((each) => !sameLabel(each, label));
            const labels = checked ? [...others, { name: label.name, value: label.value }] : others;
            change({ ...draft, labels });
          },
        ),
      )}
    </ul>`;
}

/** Before the plan: nobody has to go there to learn how many devices are meant, or why none is. */
function meantView({ draft, choices, texts }: ChooseView): TemplateResult | typeof nothing {
  const nobody = whyNobody(choices, draft);
  if (nobody !== undefined)
    return html`<div class="mw-line mw-amber" role="status"><p>${texts(`deploy.nobody.${nobody}`)}</p></div>`;
  const meant = draft.whom === 'all' ? undefined : countMeant(choices, draft);
  return meant === undefined
    ? nothing
    : html`<p class="mw-hint" role="status">${texts.counted('deploy.meant', meant)}</p>`;
}

function devicesView(view: ChooseView): TemplateResult {
  const { draft, choices, search, texts, change, find } = view;
  const wanted = search.trim().toLowerCase();
  const chosen = new Set(draft.devices);
  const shown = choices.devices.filter(
    ({ id, name }) => wanted === '' || `${name} ${id}`.toLowerCase().includes(wanted),
  );
  return html`<input
      type="search"
      class="mw-fleet-search"
      aria-label=${texts('filter.text')}
      placeholder=${texts('filter.text')}
      maxlength="200"
      .value=${search}
      @input=${(event: Event) => find(fieldValue(event))}
    />
    <ul class="mw-fleet-ticks" aria-label=${texts('list.label')}>
      ${shown.map((device) =>
        tickLine(html`${toneSymbol(deviceTone(device))} ${device.name}`, chosen.has(device.id), (checked) => {
          const others = draft.devices.filter((each) => each !== device.id);
          change({ ...draft, devices: checked ? [...others, device.id] : others });
        }),
      )}
    </ul>`;
}
