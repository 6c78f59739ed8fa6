import {
  failureLine,
  html,
  nothing,
  type TemplateResult,
  type TimeFormat,
  textArea,
  textInput,
  toldText,
} from '@millwright/editor';
import type { Trouble } from '../../common/fields.ts';
import type { Plan, PlannedDevice } from '../../common/releases.ts';
import type { FleetTexts } from '../texts.ts';
import { doubles } from '../words/doubles.ts';
import { releaseText } from '../words/release.ts';
import { toneSymbol } from '../words/state.ts';
import { plannedDeviceView } from './planned-device.ts';
import { type PlanDifference, planSummary } from './summary.ts';

/** So many devices are drawn at once. */
const pageSize = 100;

export interface PlanView {
  readonly plan: Plan;
  readonly passphrase: string;
  readonly note: string;
  readonly failure: string | undefined;
  readonly busy: boolean;
  /** Pages of devices that are drawn. */
  readonly pages: number;
  /** Undefined unless it was made again. */
  readonly difference: PlanDifference | undefined;
  readonly texts: FleetTexts;
  readonly format: TimeFormat;
  isOpen(device: string): boolean;
  toggle(device: string): void;
  type(field: 'passphrase' | 'note', text: string): void;
  morePages(): void;
  back(): void;
}

export const troublesView = (troubles: readonly Trouble[], texts: FleetTexts): TemplateResult =>
  html`${troubles.map(
    (trouble) => html`<p>${toldText(trouble, texts)} <span class="mw-hint">${trouble.code}</span></p>`,
  )}`;

/** What would happen on each device; nothing has happened yet. */
export function planView(view: PlanView): TemplateResult {
  const { plan, failure, busy, texts, back } = view;
  const { problems } = plan;
  const { drifted, missing, missingNames, warnings } = planSummary(plan);
  return html`${failureLine(failure)}
    <p class="mw-fleet-lead">${leadText(plan, texts)}
      <button type="button" class="mw-fleet-link" ?disabled=${busy} @click=${back}>${texts('plan.back')}</button>
    </p>
    ${
      problems.length === 0
        ? nothing
        : html`<div class="mw-line mw-amber" role="alert"><p><b>${texts('plan.stops')}</b></p>${troublesView(problems, texts)}</div>`
    }
    ${differenceView(view)} ${nobodyView(plan, texts)}
    ${
      drifted === 0
        ? nothing
        : html`<div class="mw-line mw-amber" role="status"><p><b>${texts.counted('plan.drifted', drifted)}</b></p></div>`
    }
    ${
      missing === 0
        ? nothing
        : html`<div class="mw-line mw-amber" role="status"><p><b>${texts.counted('plan.missing', missing, { names: missingNames.join(', ') })}</b></p></div>`
    }
    ${warnings.length === 0 ? nothing : html`<div class="mw-line mw-amber">${troublesView(warnings, texts)}</div>`}
    ${factsView(plan, texts)} ${asked(view)}
    ${
      plan.devices.length === 0
        ? nothing
        : html`<h3>${texts('plan.devices')}</h3>
            ${devicesView(view)}`
    }`;
}

/** Why there is nothing to deploy, and what to do; undefined where somebody gets it. */
export function nobodyText(plan: Plan, texts: FleetTexts): string | undefined {
  if (planSummary(plan).gets.length > 0) return undefined;
  return texts(plan.devices.length === 0 ? 'plan.nobodyFits' : 'plan.allLeftOut');
}

function nobodyView(plan: Plan, texts: FleetTexts): TemplateResult | typeof nothing {
  const why = nobodyText(plan, texts);
  if (why === undefined) return nothing;
  return html`<div class="mw-line mw-amber" role="status"><p><b>${why}</b></p></div>`;
}

function differenceView({ difference, texts }: PlanView): TemplateResult | typeof nothing {
  if (difference === undefined) return nothing;
  const what = [difference.flows ? texts('plan.flows') : [], difference.names.slice(0, 20)].flat();
  const text =
    what.length === 0 ? texts('plan.asBefore') : texts('plan.otherwise', { what: what.join(', ') });
  return html`<div class="mw-line" role="status"><p>${text}</p></div>`;
}

/** `filler-line 4 (new) goes to 10 of 12 devices.` */
function leadText(plan: Plan, texts: FleetTexts): string {
  const { release, devices } = plan;
  const { gets } = planSummary(plan);
  const name = releaseText(release);
  const shown = release.exists ? name : texts('plan.new', { release: name });
  return texts.counted('plan.lead', devices.length, { release: shown, gets: gets.length });
}

function factsView(plan: Plan, texts: FleetTexts): TemplateResult {
  const { modules, unused } = plan;
  const { restarts, offline, leftOut, remarks } = planSummary(plan);
  const facts = [
    leftOut.length > 0 ? texts.counted('plan.leftOut', leftOut.length) : [],
    restarts > 0 ? texts.counted('plan.restarts', restarts) : [],
    offline > 0 ? texts.counted('plan.offline', offline) : [],
    modules.length === 0 ? texts('plan.noModules') : [],
    remarks.map((remark) => toldText(remark, texts)),
  ].flat();
  return html`${facts.length === 0 ? nothing : html`<ul class="mw-fleet-facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>`}
    ${
      modules.length === 0
        ? nothing
        : html`<details class="mw-fleet-section">
            <summary>${texts.counted('plan.modules', modules.length)}</summary>
            <ul>
              ${modules.map(
                ({ name, version, origin }) =>
                  html`<li>${name} <span class="mw-hint">${version} · ${texts(`plan.origins.${origin}`)}</span></li>`,
              )}
            </ul>
          </details>`
    }
    ${
      unused.length === 0
        ? nothing
        : html`<details class="mw-fleet-section">
            <summary>${texts.counted('plan.unused', unused.length)}</summary>
            <ul>${unused.map((name) => html`<li>${name}</li>`)}</ul>
          </details>`
    }`;
}

function asked({ plan, passphrase, note, busy, texts, type }: PlanView): TemplateResult {
  return html`<fieldset class="mw-fields mw-fleet-asked" ?disabled=${busy}>
    ${
      plan.needsPassphrase
        ? textInput({
            id: 'mw-fleet-deploy-passphrase',
            label: texts('plan.passphrase'),
            hint: texts('plan.passphraseHint'),
            type: 'password',
            maxLength: 1000,
            value: passphrase,
            change: (text) => type('passphrase', text),
          })
        : nothing
    }
    ${textArea({
      id: 'mw-fleet-deploy-note',
      label: texts('plan.note'),
      maxLength: 500,
      value: note,
      change: (text) => type('note', text),
    })}
  </fieldset>`;
}

function devicesView(view: PlanView): TemplateResult {
  const { plan, pages, difference, texts, morePages } = view;
  const { gets, leftOut } = planSummary(plan);
  const others = difference?.ids ?? new Set<string>();
  const all = [...leftOut, ...gets].sort(
    (one, other) => Number(others.has(other.id)) - Number(others.has(one.id)),
  );
  const twins = doubles(plan.devices);
  const shown = all.slice(0, pages * pageSize);
  return html`<ul class="mw-fleet-items">
      ${shown.map((device) => deviceLine(device, view, twins))}
    </ul>
    ${
      shown.length === all.length
        ? nothing
        : html`<button type="button" class="red-ui-button" @click=${morePages}>${texts.counted('plan.more', all.length - shown.length)}</button>`
    }`;
}

function deviceLine(
  device: PlannedDevice,
  { plan, difference, texts, format, isOpen, toggle }: PlanView,
  twins: ReadonlySet<string>,
): TemplateResult {
  const { id, name, online, problems, missing, drift, failures = 0 } = device;
  const open = isOpen(id);
  const attention = missing.length > 0 || drift !== undefined || failures > 0;
  const tone = problems.length > 0 ? 'bad' : attention ? 'attention' : 'good';
  const bodyId = `mw-fleet-planned-${id}`;
  return html`<li>
    ${toneSymbol(tone)}
    <div>
      <button type="button" class="mw-fleet-fold" aria-expanded=${open} aria-controls=${bodyId} @click=${() => toggle(id)}>
        <i class="fa ${open ? 'fa-caret-down' : 'fa-caret-right'}" aria-hidden="true"></i>
        <b>${name}</b> ${twins.has(id) ? html`<code>${id}</code>` : nothing} <span>${lineText(device, plan, texts)}</span>
        ${online ? nothing : html`<span class="mw-hint">${texts('seen.offline')}</span>`}
        ${difference?.ids.has(id) ? html`<b>${texts('plan.otherwiseHere')}</b>` : nothing}
      </button>
      ${problems.length === 0 ? nothing : troublesView(problems, texts)}
      ${failures > 0 && problems.length === 0 ? html`<p>${texts.counted('plan.failedHere', failures)}</p>` : nothing}
      ${drift === undefined ? nothing : html`<p>${texts('plan.driftedSince', { since: format.brief(drift.since) })}</p>`}
      <div id=${bodyId} ?hidden=${!open}>${open ? plannedDeviceView(device, texts) : nothing}</div>
    </div>
  </li>`;
}

/** `filler-line 3 → 4 · 2 tabs change · restart`. */
function lineText(
  { from, change, missing, restart, problems, underWay, valueChanges = [] }: PlannedDevice,
  { release }: Plan,
  texts: FleetTexts,
): string {
  if (problems.length > 0) return texts('plan.isLeftOut');
  const arrow =
    from === undefined
      ? texts('plan.first')
      : `${releaseText(from)} → ${from.name === release.name ? String(release.version) : releaseText(release)}`;
  return [
    arrow,
    change === undefined
      ? texts('plan.unknown')
      : change.length === 0
        ? texts('plan.same')
        : texts.counted('plan.parts', change.length),
    valueChanges.length > 0 ? texts.counted('plan.valueChanges', valueChanges.length) : [],
    underWay === undefined ? [] : texts('plan.underWay', { release: releaseText(underWay) }),
    missing.length > 0 ? texts.counted('plan.missingValues', missing.length) : [],
    restart ? texts('plan.restart') : [],
  ]
    .flat()
    .join(' · ');
}
