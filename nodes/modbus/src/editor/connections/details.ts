import { formatBytes, html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { type Fact, factList } from './facts.ts';
import { unitText } from './row.ts';
import { milliseconds, roadText, stateText, troubleText } from './state.ts';

/** All that is known of a connection; undefined once it does not run any more. */
export function connectionDetails(status: ListedConnection | undefined, texts: ModbusTexts): TemplateResult {
  if (status === undefined) return html`<p>${texts('details.gone')}</p>`;
  const trouble = troubleText(status, texts);
  return html`${trouble === undefined ? nothing : html`<div class="mw-line mw-amber" role="status">${trouble}</div>`}
    ${factList(stateFacts(status, texts))}
    <h3>${texts('details.tables')}</h3>
    ${status.tables.length === 0 ? html`<p>${texts('details.noTables')}</p>` : tables(status, texts)}
    <h3>${texts('details.traffic')}</h3>
    ${factList(trafficFacts(status, texts))}
    ${errors(status, texts)}`;
}

function stateFacts(status: ListedConnection, texts: ModbusTexts): readonly Fact[] {
  const { place, readOnly } = status;
  return [
    [texts('details.state'), stateText(status, texts)],
    [texts('details.place'), place],
    [texts('details.road'), roadText(status, texts)],
    ...(readOnly ? [[texts('details.writes'), texts('connections.readOnly')] satisfies Fact] : []),
  ];
}

/** The tables that speak over the connection, with what is known of their units. */
function tables({ tables: all, counters }: ListedConnection, texts: ModbusTexts): TemplateResult {
  const time = (at: number): string => new Date(at).toLocaleTimeString(texts.locale);
  return html`<dl>
    ${all.map(({ name, unit }) => {
      const alone = counters.suspended.find((each) => each.unit === unit);
      const words = alone
        ? texts('connections.suspended', { since: time(alone.since), next: time(alone.next) })
        : undefined;
      return html`<dt>${name || texts('details.unnamedTable')}</dt>
        <dd>
          ${unitText(unit, texts)}
          ${words === undefined ? nothing : html`<br /><span class="mw-attention mw-symbol" aria-hidden="true">▲</span> ${words}`}
        </dd>`;
    })}
  </dl>`;
}

/** What never happened is left out. */
function trafficFacts({ counters }: ListedConnection, texts: ModbusTexts): readonly Fact[] {
  const { requests, latency, bytes } = counters;
  const { locale } = texts;
  const counts = (['reconnects', 'refused', 'dropped', 'slow'] as const).filter((key) => counters[key] > 0);
  const times =
    latency.p50 === undefined || latency.p99 === undefined
      ? undefined
      : `p50 ${milliseconds(latency.p50, texts)}, p99 ${milliseconds(latency.p99, texts)}`;
  return [
    [texts('details.requests'), requests.toLocaleString(locale)],
    ...(times === undefined ? [] : [[texts('connections.latency'), times] satisfies Fact]),
    [
      texts('connections.bytes'),
      texts('connections.inOut', { in: formatBytes(bytes.in, locale), out: formatBytes(bytes.out, locale) }),
    ],
    ...counts.map((key): Fact => [texts(`connections.${key}`), counters[key].toLocaleString(locale)]),
  ];
}

function errors(
  { counters: { errors: counted, lastError } }: ListedConnection,
  texts: ModbusTexts,
): TemplateResult | typeof nothing {
  const { locale } = texts;
  const codes = Object.entries(counted);
  if (codes.length === 0) return nothing;
  return html`<h3>${texts('details.errors')}</h3>
    <dl>
      ${codes.map(([code, times]) => {
        const words = texts.find(`error.${code}`);
        return html`<dt><code>${code}</code></dt>
          <dd>${[times.toLocaleString(locale), words ?? []].flat().join(' · ')}</dd>`;
      })}
      ${
        lastError === undefined
          ? nothing
          : html`<dt>${texts('connections.lastError')}</dt>
              <dd>${new Date(lastError.at).toLocaleTimeString(locale)} · ${toldText(lastError, texts)}</dd>`
      }
    </dl>`;
}
