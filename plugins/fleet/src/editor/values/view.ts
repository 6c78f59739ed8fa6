import {
  failureLine,
  fieldValue,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  trayField,
} from '@millwright/editor';
import type { ValueOwner } from '../../common/values.ts';
import type { FleetTexts } from '../texts.ts';
import { ownerKey, type ReadValues, type ValueDraft, withSecret } from './draft.ts';

export interface ValuesView {
  readonly owners: readonly ValueOwner[];
  readonly chosen: ValueOwner;
  readonly rows: readonly ValueDraft[];
  readonly read: ReadValues;
  readonly permission: string | undefined;
  readonly failure: string | undefined;
  readonly busy: boolean;
  readonly texts: FleetTexts;
  /** What a device is called. */
  nameOf(device: string): string;
  choose(owner: ValueOwner): void;
  change(rows: readonly ValueDraft[]): void;
}

/** What an owner of values is called. */
export function ownerText(owner: ValueOwner, texts: FleetTexts, nameOf: (device: string) => string): string {
  if (owner.kind === 'all') return texts('values.all');
  return owner.kind === 'label' ? `${owner.label.name}=${owner.label.value}` : nameOf(owner.device);
}

/** Values of one owner as a table that one types into. */
export function valuesView(view: ValuesView): TemplateResult {
  const { permission, failure, busy, texts } = view;
  return html`${permission === undefined ? nothing : lookOnlyLine(texts('notAllowed', { permission }))}
    ${failureLine(failure)}
    <p>${texts('values.what')}</p>
    ${picker(view)}
    <fieldset class="mw-fields" ?disabled=${busy || permission !== undefined}>${table(view)}</fieldset>
    <p class="mw-hint">${texts('values.when')}</p>`;
}

function picker({ owners, chosen, texts, nameOf, choose }: ValuesView): TemplateResult {
  const groups = Map.groupBy(owners, ({ kind }) => kind);
  const option = (owner: ValueOwner): TemplateResult => {
    const key = ownerKey(owner);
    const isChosen = key === ownerKey(chosen);
    return html`<option value=${key} ?selected=${isChosen} .selected=${isChosen}>${ownerText(owner, texts, nameOf)}</option>`;
  };
  const change = (event: Event): void => {
    const owner = owners.find((each) => ownerKey(each) === fieldValue(event));
    // The choice is drawn anew: nobody leaves what is typed without being asked.
    (event.target as HTMLSelectElement).value = ownerKey(chosen);
    if (owner) choose(owner);
  };
  return trayField({
    id: 'mw-fleet-owner',
    label: texts('values.owner'),
    control: html`<select id="mw-fleet-owner" @change=${change}>
      ${(groups.get('all') ?? []).map(option)}
      ${(['label', 'device'] as const).map((kind) =>
        groups.has(kind)
          ? html`<optgroup label=${texts(`values.kinds.${kind}`)}>${(groups.get(kind) ?? []).map(option)}</optgroup>`
          : nothing,
      )}
    </select>`,
  });
}

function table({ rows, read, texts, change }: ValuesView): TemplateResult {
  const shown = [...rows, { name: '', value: '', isSecret: false, kept: false }];
  const set = (index: number, next: ValueDraft): void =>
    change(
      shown
        .map((row, at) => (at === index ? next : row))
        .filter(({ name, value }, at) => at < rows.length || name !== '' || value !== ''),
    );
  return html`<table class="mw-fleet-values">
    <thead>
      <tr>
        <th scope="col">${texts('values.name')}</th>
        <th scope="col">${texts('values.value')}</th>
        <th scope="col" class="mw-fleet-narrow">${texts('values.secret')}</th>
        <th class="mw-fleet-narrow"><span class="mw-hidden-text">${texts('values.remove')}</span></th>
      </tr>
    </thead>
    <tbody>
      ${shown.map((row, index) => {
        const problem = read.ok ? undefined : read.problems.get(index);
        const problemId = `mw-fleet-value-${index}-problem`;
        const name = row.name || texts('values.newRow');
        return html`<tr>
            <td>
              <input
                type="text"
                aria-label=${texts('values.nameOf', { name })}
                placeholder=${index < rows.length ? nothing : 'PLC_HOST'}
                maxlength="128"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=${problem !== undefined}
                aria-describedby=${problem === undefined ? nothing : problemId}
                .value=${row.name}
                @input=${(event: Event) => set(index, { ...row, name: fieldValue(event) })}
              />
            </td>
            <td>
              <input
                type=${row.isSecret ? 'password' : 'text'}
                aria-label=${texts('values.valueOf', { name })}
                placeholder=${row.kept ? texts('values.kept') : nothing}
                maxlength="8000"
                autocomplete=${row.isSecret ? 'new-password' : 'off'}
                spellcheck="false"
                .value=${row.value}
                @input=${(event: Event) => set(index, { ...row, value: fieldValue(event) })}
              />
            </td>
            <td class="mw-fleet-narrow">
              <input
                type="checkbox"
                aria-label=${texts('values.secretOf', { name })}
                .checked=${row.isSecret}
                @change=${({ target }: Event) => set(index, withSecret(row, (target as HTMLInputElement).checked))}
              />
            </td>
            <td class="mw-fleet-narrow">
              ${
                index < rows.length
                  ? html`<button
                      type="button"
                      class="red-ui-button red-ui-button-small"
                      title=${texts('values.removeOne', { name })}
                      aria-label=${texts('values.removeOne', { name })}
                      @click=${() => change(rows.filter((_, at) => at !== index))}
                    ><i class="fa fa-times" aria-hidden="true"></i></button>`
                  : nothing
              }
            </td>
          </tr>
          ${
            problem === undefined
              ? nothing
              : html`<tr><td colspan="4"><p class="mw-field-problem" id=${problemId}>${texts(`values.problems.${problem}`)}</p></td></tr>`
          }`;
      })}
    </tbody>
  </table>`;
}
