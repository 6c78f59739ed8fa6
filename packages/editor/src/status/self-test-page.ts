import { type DoorStatus, isCopyState } from '@millwright/schema';
import { html, nothing, type TemplateResult } from '../template.ts';
import { editorLocale, fill } from '../text.ts';
import { clockTime, nameText } from '../told.ts';
import { type Words, words } from '../words.ts';
import type { Concerns } from './concerns.ts';
import type { SelfTestResult } from './self-test.ts';

/** Whether the concern of this member is more than something to see to. */
type IsGrave = (name: string) => boolean;

/** The self-test of the runtime's door as people read it, in a tray. */
export function selfTestPage(result: SelfTestResult, concerns: Concerns, isGrave: IsGrave): TemplateResult {
  if (result.state === 'known') return knownPage(result.status, concerns, isGrave);
  return html`${concernRows(concerns, isGrave)}
    <p>${words().selfTestUnknown}</p>
    ${result.state === 'failed' ? html`<p class="mw-hint">${result.failure.message}</p>` : nothing}`;
}

/** Packages of which another version is installed than the one that runs. */
export function awaitingRestart({ copies }: DoorStatus): DoorStatus['copies'] {
  return copies.filter(({ onDisk, version }) => onDisk !== undefined && onDisk !== version);
}

/** What is wrong, and whose sidebar says what to do. */
function concernRows(concerns: Concerns, isGrave: IsGrave): TemplateResult | typeof nothing {
  if (concerns.size === 0) return nothing;
  return html`<ul>
    ${[...concerns].map(
      ([name, text]) => html`<li class="mw-check">
        <span class="mw-symbol ${isGrave(name) ? 'mw-bad' : 'mw-attention'}" role="img" aria-label=${words().notOk}
          >${isGrave(name) ? '■' : '▲'}</span
        >
        <div>${text}</div>
      </li>`,
    )}
  </ul>`;
}

function knownPage(status: DoorStatus, concerns: Concerns, isGrave: IsGrave): TemplateResult {
  return html`${concernRows(concerns, isGrave)}
    <p>${status.ok ? words().selfTestOk : words().selfTestFailed}</p>
    <ul>
      ${status.checks.map(checkRow)}
    </ul>
    ${runningNow(status)}
    <h3>${words().packages}</h3>
    <ul>
      ${status.copies.map(copyRow)}
    </ul>
    ${openRoutes(status)}
    <p class="mw-hint">${fill(words().nodeRedVersion, { version: status.nodeRed }, editorLocale())}</p>`;
}

type Check = DoorStatus['checks'][number];

const checkTexts: Readonly<Record<string, readonly [ok: keyof Words, failed: keyof Words]>> = {
  capture: ['captureOk', 'captureFailed'],
  catalogue: ['catalogueOk', 'catalogueFailed'],
  comms: ['commsOk', 'commsFailed'],
  'node-routes': ['nodeRoutesOk', 'nodeRoutesFailed'],
  owner: ['ownerOk', 'ownerFailed'],
  requests: ['requestsOk', 'requestsFailed'],
  restart: ['restartOk', 'restartFailed'],
};

function checkRow(check: Check): TemplateResult {
  return html`<li class="mw-check">
    <span
      class="mw-symbol ${check.ok ? 'mw-good' : 'mw-bad'}"
      role="img"
      aria-label=${check.ok ? words().ok : words().notOk}
      >${check.ok ? '●' : '■'}</span
    >
    <div>${checkText(check)}</div>
  </li>`;
}

/** A check in the user's language; what the server says of it comes second, since that is English. */
function checkText({ id, ok, message }: Check): TemplateResult | string {
  const known = checkTexts[id];
  if (known === undefined) return message;
  const [good, bad] = known;
  return ok
    ? words()[good]
    : html`${words()[bad]}
        <div class="mw-hint">${message}</div>`;
}

function copyRow(copy: DoorStatus['copies'][number]): TemplateResult {
  const { packageName, version, state, message, onDisk } = copy;
  return html`<li>
    ${packageName} ${version} <span class="mw-hint">${isCopyState(state) ? words()[state] : state}</span>
    ${message ? html`<div class="mw-hint">${message}</div>` : nothing}
    ${
      onDisk === undefined || onDisk === version
        ? nothing
        : html`<div>
            <span class="mw-symbol mw-attention" aria-hidden="true">▲</span>
            ${fill(words().onDisk, { onDisk, version }, editorLocale())}
          </div>`
    }
  </li>`;
}

function runningNow({ running = [] }: DoorStatus): TemplateResult | typeof nothing {
  if (running.length === 0) return nothing;
  return html`<h3>${words().runningNow}</h3>
    <ul>
      ${running.map((operation) => html`<li>${runningText(operation)}</li>`)}
    </ul>`;
}

function runningText({ name, actor, since, locks }: NonNullable<DoorStatus['running']>[number]): string {
  const locale = editorLocale();
  const values = {
    operation: nameText(name),
    by: nameText(actor),
    since: clockTime(since, locale),
    locks: new Intl.ListFormat(locale).format(locks.map(nameText)),
  };
  return fill(locks.length === 0 ? words().runningPlain : words().runningHolds, values, locale);
}

function openRoutes({ routes = [] }: DoorStatus): TemplateResult | typeof nothing {
  const open = routes.filter((route) => route.open);
  if (open.length === 0) return nothing;
  return html`<h3>${words().openRoutes}</h3>
    <p class="mw-hint">${words().openRoutesHint}</p>
    <ul>
      ${open.map(({ method, path }) => html`<li><code>${method} ${path}</code></li>`)}
    </ul>`;
}
