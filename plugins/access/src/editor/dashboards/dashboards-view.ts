import {
  describedBy,
  failureLine,
  fieldValue,
  html,
  nothing,
  type TemplateResult,
  trayField,
} from '@millwright/editor';
import * as v from 'valibot';
import { type DashboardSettings, dashboardSettings, logInFor } from '../../common/dashboards.ts';
import { lookOnlyLine } from '../parts/dialog-parts.ts';
import type { AccessTexts } from '../texts.ts';
import type { CurrentDashboards } from './open-dashboards.ts';

export interface DashboardsView {
  readonly current: CurrentDashboards;
  readonly settings: DashboardSettings;
  readonly failure: string | undefined;
  readonly mayChange: boolean;
  /** Who can change it. */
  readonly owners: readonly string[];
  readonly texts: AccessTexts;
  change(changed: Partial<DashboardSettings>): void;
}

/** Whether it can be saved as it stands. */
export const isComplete = (settings: DashboardSettings): boolean => v.is(dashboardSettings, settings);

export function dashboardsView(view: DashboardsView): TemplateResult {
  const { current, settings, failure, mayChange, owners, texts, change } = view;
  const { logInPath, dashboards } = current;
  return html`${failureLine(failure)}
    ${mayChange ? nothing : lookOnlyLine(texts('lookOnly.rules'), owners, texts)}
    <fieldset class="mw-fields" ?disabled=${!mayChange}>
      <legend>${texts('dashboards.logInFor')}</legend>
      ${logInFor.options.map((option) => {
        const id = `mw-access-dashboards-${option}`;
        const hint = texts(`dashboards.for.${option}Hint`);
        return html`<div class="mw-field mw-field-check">
          <label for=${id}>
            <input
              type="radio"
              name="mw-access-dashboards"
              id=${id}
              aria-describedby=${describedBy(id, { hint })}
              .checked=${settings.logInFor === option}
              @change=${() => change({ logInFor: option })}
            />
            <span>${texts(`dashboards.for.${option}`)}</span>
          </label>
          <p class="mw-hint" id="${id}-hint">${hint}</p>
        </div>`;
      })}
    </fieldset>
    <fieldset class="mw-fields" ?disabled=${!mayChange}>
      <legend>${texts('dashboards.lasts')}</legend>
      ${numberField('idleMinutes', view)} ${numberField('longestHours', view)}
    </fieldset>
    <dl>
      <dt>${texts('dashboards.page')}</dt>
      <dd>${logInPath === undefined ? texts('dashboards.noPage') : html`<a href=${logInPath} target="_blank" rel="noopener">${logInPath}</a>`}</dd>
      <dt>${texts('dashboards.found')}</dt>
      <dd>${dashboards.length === 0 ? texts('dashboards.none') : dashboards.join(', ')}</dd>
    </dl>
    <p class="mw-hint">${texts('dashboards.limits')}</p>`;
}

function numberField(
  field: 'idleMinutes' | 'longestHours',
  { settings, texts, change }: DashboardsView,
): TemplateResult {
  const id = `mw-access-${field}`;
  const hint = texts(`dashboards.${field}Hint`);
  const problem = v.is(dashboardSettings.entries[field], settings[field])
    ? undefined
    : texts('dashboards.number');
  return trayField({
    id,
    label: texts(`dashboards.${field}`),
    hint,
    problem,
    control: html`<input
      type="number"
      id=${id}
      min="1"
      step="1"
      aria-invalid=${problem !== undefined}
      aria-describedby=${describedBy(id, { hint, problem })}
      .value=${String(settings[field])}
      @input=${(event: Event) => change({ [field]: Number(fieldValue(event)) })}
    />`,
  });
}
