import {
  choice,
  failureLine,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  type TimeFormat,
  textInput,
  toldText,
} from '@millwright/editor';
import type { DeviceDetails } from '../../common/devices.ts';
import type { FleetTexts } from '../texts.ts';
import { agoText } from '../words/ago.ts';
import { labelsEditor } from '../words/labels-editor.ts';
import { lacksHint, lacksText } from '../words/lacks.ts';
import { releaseText } from '../words/release.ts';
import { adviceText, deviceTone, stateText, toneSymbol } from '../words/state.ts';
import { type DeviceDraft, driftPolicies, nameProblem } from './draft.ts';
import { outcomesView, timelineView } from './history-view.ts';
import { wordsView } from './words-view.ts';

export interface DeviceView {
  readonly device: DeviceDetails;
  readonly draft: DeviceDraft;
  /** What the user lacks; undefined for those who may change devices. */
  readonly permission: string | undefined;
  /** What the user lacks for more than that. */
  readonly lacks: { readonly deploy: string | undefined; readonly confirm: string | undefined };
  /** Ids of others that are called the same. */
  readonly sameName: readonly string[];
  readonly failure: string | undefined;
  readonly busy: boolean;
  readonly texts: FleetTexts;
  readonly format: TimeFormat;
  /** The hub's clock. */
  readonly now: number;
  change(draft: DeviceDraft): void;
  same(): void;
  shutOut(): void;
  remove(): void;
  deploy(): void;
  /** Makes a release of what was taken over. */
  release(rev: string): void;
  values(): void;
}

/** One device: how it is, what somebody has to do, what can be changed, what happened. */
export function deviceView(view: DeviceView): TemplateResult {
  const { device, permission, failure, busy, texts, format } = view;
  return html`${permission === undefined ? nothing : lookOnlyLine(texts('notAllowed', { permission }))}
    ${failureLine(failure)} ${stateView(view)}
    ${
      device.words === undefined || device.state === 'shut-out'
        ? nothing
        : wordsView({
            name: device.name,
            words: device.words,
            busy,
            permission,
            lacks: view.lacks.confirm,
            texts,
            same: view.same,
            differ: view.shutOut,
          })
    }
    ${
      view.sameName.length === 0
        ? nothing
        : html`<div class="mw-line mw-amber" role="status"><p>${texts('device.sameName', { ids: view.sameName.join(', ') })}</p></div>`
    }
    ${facts(view)} ${actions(view)}
    <h3>${texts('device.outcomes')}</h3>
    ${outcomesView(device, texts, format)}
    <h3>${texts('device.change')}</h3>
    ${form(view)}
    <details class="mw-fleet-section">
      <summary>${texts('device.timeline')}</summary>
      ${timelineView(device.events, texts, format)}
    </details>
    ${dangers(view)}`;
}

function stateView({ device, lacks, busy, texts, format, release }: DeviceView): TemplateResult {
  const { trouble, unreached, copies, drift, adopted } = device;
  const cause = trouble ?? drift?.error;
  const advice = texts.find(`adviceFor.${cause?.code}`) ?? adviceText(device, texts, format);
  return html`<div class="mw-fleet-state-line" role="status">
      ${toneSymbol(deviceTone(device))}
      <div>
        <p><b>${stateText(device, texts)}</b></p>
        ${cause === undefined ? nothing : html`<p>${toldText(cause, texts)} <span class="mw-hint">${cause.code}</span></p>`}
        ${unreached === undefined ? nothing : html`<p>${toldText(unreached, texts)} <span class="mw-hint">${unreached.code}</span></p>`}
        ${drift === undefined ? nothing : html`<p>${texts('device.driftSince', { since: format.brief(drift.since) })}</p>`}
        ${adopted
          .filter(({ rev }) => rev === drift?.rev.split('+')[0])
          .map(
            ({ time, rev }) => html`<p>
            ${texts('device.adopted', { time: format.brief(time) })}
            <button type="button" class="mw-fleet-link" ?disabled=${busy || lacks.deploy !== undefined} @click=${() => release(rev)}>
              ${texts('device.adoptedRelease')}
            </button>
          </p>`,
          )}
        ${
          copies === undefined
            ? nothing
            : html`<ul>
                ${copies.map(({ boot, lastSeen }) => html`<li>${texts('device.copy', { boot: boot.slice(0, 8), seen: format.brief(lastSeen) })}</li>`)}
              </ul>`
        }
        ${advice === undefined ? nothing : html`<p class="mw-hint">${advice}</p>`}
      </div>
    </div>`;
}

function facts({ device, texts, format, now }: DeviceView): TemplateResult {
  const { running, wanted, online, lastSeen, enrolled, fingerprint, restart, versions, values } = device;
  const { notTried = [] } = device;
  const row = (name: string, value: string | TemplateResult): TemplateResult =>
    html`<dt>${name}</dt>
      <dd>${value}</dd>`;
  const reach = texts(online ? 'seen.online' : 'seen.offline');
  const ago = lastSeen === undefined ? undefined : agoText(lastSeen, now, texts.locale);
  return html`<dl>
    ${row(texts('device.running'), running === undefined ? texts('release.none') : releaseText(running))}
    ${wanted === undefined ? nothing : row(texts('device.wanted'), releaseText(wanted))}
    ${
      notTried.length === 0
        ? nothing
        : row(
            texts('device.notTried'),
            html`${notTried.map(
              ({ release, digest, times }) =>
                html`<div>${texts.counted('device.failedThere', times, { release: release === undefined ? digest.slice(0, 12) : releaseText(release) })}</div>`,
            )}
            <span class="mw-hint">${texts('device.notTriedHint')}</span>`,
          )
    }
    ${row(texts('device.seen'), html`<span title=${lastSeen === undefined ? nothing : format.exact(lastSeen)}>${reach}, ${ago === undefined ? texts('seen.never') : texts('seen.ago', { ago })}</span>`)}
    ${row(texts('device.values'), texts.counted('device.valueCount', values))}
    ${restart === undefined ? nothing : row(texts('device.restart'), texts(`restart.${restart}`))}
    ${
      versions === undefined
        ? nothing
        : row(
            texts('device.versions'),
            `Node-RED ${versions.nodeRed} · Node.js ${versions.node} · Millwright ${versions.millwright} · ${versions.platform}`,
          )
    }
    ${row(texts('device.enrolled'), format.brief(enrolled))}
    ${row(texts('device.id'), html`<code>${device.id}</code>`)}
    ${row(texts('device.fingerprint'), html`<code>${fingerprint}</code>`)}
  </dl>`;
}

const whyDeployId = 'mw-fleet-why-no-deploy';

function actions({ device, permission, lacks, texts, deploy, values }: DeviceView): TemplateResult {
  const out = device.state === 'shut-out';
  // What is said at the head of the tray is not said again.
  const more = lacks.deploy === permission ? undefined : lacks.deploy;
  return html`<div class="mw-fleet-buttons">
    <button type="button" class="red-ui-button" ?disabled=${out || lacks.deploy !== undefined} aria-describedby=${more === undefined ? nothing : whyDeployId} @click=${deploy}>
      ${texts('device.deploy')}
    </button>
    <button type="button" class="red-ui-button" @click=${values}>${texts('device.openValues')}</button>
    ${lacksHint(lacksText('deploy', more, texts), whyDeployId)}
  </div>`;
}

function form({ device, draft, permission, busy, texts, change }: DeviceView): TemplateResult {
  const isOff = busy || permission !== undefined || device.state === 'shut-out';
  const problem = nameProblem(draft.name);
  return html`<fieldset class="mw-fields" ?disabled=${isOff}>
    ${textInput({
      id: 'mw-fleet-device-name',
      label: texts('device.name'),
      problem: problem === undefined ? undefined : texts(`device.nameProblems.${problem}`),
      maxLength: 200,
      value: draft.name,
      change: (name) => change({ ...draft, name }),
    })}
    ${labelsEditor({
      id: 'mw-fleet-device-label',
      rows: draft.labels,
      texts,
      change: (labels) => change({ ...draft, labels }),
    })}
    ${choice({
      id: 'mw-fleet-drift',
      legend: texts('drift.title'),
      options: driftPolicies.map((value) => ({
        value,
        label: texts(`drift.${value}`),
        hint: texts(`drift.hints.${value}`),
      })),
      chosen: draft.driftPolicy,
      change: (driftPolicy) => change({ ...draft, driftPolicy }),
    })}
  </fieldset>`;
}

function dangers({ device, permission, busy, texts, shutOut, remove }: DeviceView): TemplateResult {
  const isOff = busy || permission !== undefined;
  return html`<div class="mw-fleet-buttons">
    ${
      device.state === 'shut-out'
        ? html`<button type="button" class="red-ui-button mw-danger" ?disabled=${isOff} @click=${remove}>${texts('device.remove')}</button>`
        : html`<button type="button" class="red-ui-button mw-danger" ?disabled=${isOff} @click=${shutOut}>${texts('device.shutOut')}</button>`
    }
  </div>`;
}
