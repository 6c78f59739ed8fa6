import {
  choice,
  failureLine,
  formatBytes,
  html,
  lookOnlyLine,
  nothing,
  type TemplateResult,
  textInput,
  tick,
  toldText,
} from '@millwright/editor';
import type { FleetState } from '../../common/fleet.ts';
import type { FleetTexts } from '../texts.ts';
import { copyField } from '../words/copy-field.ts';
import type { HubDraft, HubField, HubProblems } from './draft.ts';

export interface HubView {
  readonly hub: FleetState['hub'];
  /** The trust waits for the signature of the release key. */
  readonly trustWaits: boolean;
  readonly draft: HubDraft;
  readonly problems: HubProblems;
  readonly permission: string | undefined;
  readonly failure: string | undefined;
  readonly busy: boolean;
  /** Where this page reaches the hub. */
  readonly here: string;
  readonly texts: FleetTexts;
  change(draft: HubDraft): void;
}

/** How the hub signs, where it is reached and where it keeps its devices. */
export function hubView(view: HubView): TemplateResult {
  const { hub, permission, failure, busy, texts } = view;
  return html`${permission === undefined ? nothing : lookOnlyLine(texts('notAllowed', { permission }))}
    ${failureLine(failure)}
    ${hub.warnings.map(
      (warning) => html`<div class="mw-line mw-amber">
        <p>${toldText(warning, texts)} <span class="mw-hint">${warning.code}</span></p>
      </div>`,
    )}
    ${keysView(view)} ${storeView(hub, texts)}
    <fieldset class="mw-fields" ?disabled=${busy || permission !== undefined}>${form(view)}</fieldset>`;
}

function keysView({ hub, trustWaits, texts }: HubView): TemplateResult {
  const { mode, hub: hubKey, release, trust } = hub.keys;
  const row = (name: string, value: string | undefined): TemplateResult | typeof nothing =>
    value === undefined
      ? nothing
      : html`<dt>${name}</dt>
          <dd><code>${value}</code></dd>`;
  return html`<h3>${texts('hub.keys')}</h3>
    <p>${texts(`hub.modes.${mode}`)}</p>
    ${mode === 'one-key' ? html`<div class="mw-line mw-amber"><p>${texts('setUp.oneKeyWarning')}</p></div>` : nothing}
    ${
      trustWaits
        ? html`<div class="mw-line mw-amber" role="status">
            <p>${texts('hub.trustWaits')}</p>
            ${copyField({ id: 'mw-fleet-trust-sign', label: texts('releases.signWith'), text: 'millwright fleet trust sign', texts })}
          </div>`
        : nothing
    }
    <dl>
      ${row(texts('hub.hubKey'), hubKey)} ${row(texts('hub.releaseKey'), release)}
      ${row(texts('hub.trust'), trust === undefined ? undefined : String(trust))}
    </dl>`;
}

function storeView({ store, devices, online }: FleetState['hub'], texts: FleetTexts): TemplateResult {
  const facts = [
    store.kind === 'sqlite' ? 'SQLite' : 'PostgreSQL',
    store.bytes === undefined ? [] : formatBytes(store.bytes, texts.locale),
    texts.counted('list.devices', devices),
    texts('list.online', { count: online }),
  ].flat();
  return html`<h3>${texts('hub.store')}</h3>
    <p>${facts.join(' · ')}</p>
    ${
      store.trouble === undefined
        ? nothing
        : html`<div class="mw-line mw-amber" role="status">
            <p>${toldText(store.trouble, texts)} <span class="mw-hint">${store.trouble.code}</span></p>
          </div>`
    }`;
}

function form(view: HubView): TemplateResult {
  const { draft, here, texts, change } = view;
  return html`${field(view, 'url', 200, { label: texts('code.url'), hint: texts('code.urlHint'), placeholder: here })}
  ${choice({
    id: 'mw-fleet-store',
    legend: texts('hub.where'),
    options: (['sqlite', 'postgres'] as const).map((value) => ({
      value,
      label: texts(`hub.stores.${value}`),
      hint: texts(`hub.storeHints.${value}`),
    })),
    chosen: draft.store,
    change: (store) => change({ ...draft, store }),
  })}
  ${draft.store === 'postgres' ? postgresFields(view) : nothing}`;
}

interface FieldWords {
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly numeric?: boolean;
}

function field(
  { draft, problems, texts, change }: HubView,
  name: HubField,
  maxLength: number,
  more: FieldWords,
): TemplateResult {
  return textInput({
    id: `mw-fleet-hub-${name}`,
    problem: problems[name] ? texts(`hub.problems.${name}`) : undefined,
    maxLength,
    value: draft[name],
    change: (value) => change({ ...draft, [name]: value }),
    ...more,
  });
}

function postgresFields(view: HubView): TemplateResult {
  const { draft, texts, change } = view;
  return html`<div class="mw-columns">
      ${field(view, 'host', 253, { label: texts('hub.host') })}
      ${field(view, 'port', 5, { label: texts('hub.port'), numeric: true })}
      ${field(view, 'database', 63, { label: texts('hub.database') })}
      ${field(view, 'user', 63, { label: texts('hub.user') })}
    </div>
    ${textInput({
      id: 'mw-fleet-hub-password',
      label: texts('hub.password'),
      type: 'password',
      maxLength: 1000,
      ...(draft.hasPassword ? { placeholder: texts('values.kept') } : {}),
      value: draft.password,
      change: (password) => change({ ...draft, password }),
    })}
    ${tick({
      id: 'mw-fleet-hub-ssl',
      label: texts('hub.ssl'),
      checked: draft.ssl,
      change: (ssl) => change({ ...draft, ssl }),
    })}`;
}
