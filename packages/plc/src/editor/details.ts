import { formatBytes, html, nothing, type TemplateResult, toldText } from '@millwright/editor';
import type { ConnectionStatus } from '@millwright/plc';
import type { ConnectionView } from './connection-view.ts';
import { type Fact, factList } from './facts.ts';
import { milliseconds, stateText } from './state.ts';
import type { PlcTexts } from './texts.ts';

/** All that is known of a connection; undefined once it does not run any more. */
export function connectionDetails<Status extends ConnectionStatus>(
  status: Status | undefined,
  texts: PlcTexts,
  view: ConnectionView<Status>,
): TemplateResult {
  if (status === undefined) return html`<p>${texts('details.gone')}</p>`;
  const trouble = view.trouble(status);
  const tables = view.tables(status);
  return html`${trouble === undefined ? nothing : html`<div class="mw-line mw-amber" role="status">${trouble}</div>`}
    ${factList([...stateFacts(status, texts, view.facts(status))])}
    <h3>${texts('details.tables')}</h3>
    ${
      tables.length === 0
        ? html`<p>${texts('details.noTables')}</p>`
        : html`<dl>
            ${tables.map(
              ({ name, about }) =>
                html`<dt>${name || texts('details.unnamedTable')}</dt>
                  <dd>${about}</dd>`,
            )}
          </dl>`
    }
    <h3>${texts('details.traffic')}</h3>
    ${factList(trafficFacts(status, texts))}
    ${errors(status, texts)}`;
}

function stateFacts(status: ConnectionStatus, texts: PlcTexts, own: readonly Fact[]): readonly Fact[] {
  return [
    [texts('details.state'), stateText(status, texts)],
    [texts('details.place'), status.place],
    ...own,
    ...(status.readOnly ? [[texts('details.writes'), texts('connections.readOnly')] satisfies Fact] : []),
  ];
}

/** What never happened is left out. */
function trafficFacts({ counters }: ConnectionStatus, texts: PlcTexts): readonly Fact[] {
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
  { counters: { errors: counted, lastError } }: ConnectionStatus,
  texts: PlcTexts,
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
