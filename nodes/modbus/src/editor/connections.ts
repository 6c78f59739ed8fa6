import {
  addPlcSection,
  call,
  type EditorDoor,
  emptyState,
  type Failure,
  failedState,
  formatBytes,
  html,
  loadingState,
  nothing,
  onDeployed,
  render,
  type TemplateResult,
} from '@millwright/editor';
import { type ConnectionStatus, modbusRoutes } from '../common/routes.ts';
import type { ModbusTexts } from './texts.ts';

/** Milliseconds between two looks, while the sidebar can be seen. */
const interval = 3000;

type Shown =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'list'; readonly connections: readonly ConnectionStatus[] };

/** The part of Modbus in the sidebar of the PLC packages: how the deployed connections fare. */
export function showConnections(door: EditorDoor, texts: ModbusTexts): () => void {
  let shown: Shown = { kind: 'loading' };
  let asking = false;
  const panel = addPlcSection(door, { id: 'modbus', name: 'Modbus', onShow: () => void look() });
  const draw = (): void => {
    render(
      template(shown, texts, () => void look()),
      panel.element,
    );
  };
  const look = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const result = await call(modbusRoutes.status, {});
    asking = false;
    shown = result.ok
      ? { kind: 'list', connections: result.value.connections }
      : { kind: 'failed', failure: result.failure };
    draw();
  };
  draw();
  const timer = setInterval(() => {
    if (panel.isSeen()) void look();
  }, interval);
  const stop = onDeployed(() => {
    if (panel.isSeen()) void look();
  });
  return () => {
    clearInterval(timer);
    stop();
    panel.remove();
  };
}

function template(shown: Shown, texts: ModbusTexts, retry: () => void): TemplateResult {
  switch (shown.kind) {
    case 'loading':
      return loadingState(texts('connections.loading'));
    case 'failed':
      return failedState({ title: texts('connections.failed'), failure: shown.failure, texts, retry });
    case 'list':
      if (shown.connections.length === 0)
        return emptyState({
          icon: 'fa-plug',
          title: texts('connections.emptyTitle'),
          text: texts('connections.emptyText'),
        });
      return html`${shown.connections.map((each) => connection(each, texts))}`;
  }
}

const tones = {
  online: ['mw-good', '●'],
  degraded: ['mw-attention', '▲'],
  waiting: ['mw-bad', '■'],
  connecting: ['', '◌'],
  idle: ['', '○'],
  closing: ['', '○'],
} as const;

function connection(status: ConnectionStatus, texts: ModbusTexts): TemplateResult {
  const { name, place, road, phase, delay, reason, readOnly, counters } = status;
  const isPartly = phase === 'online' && counters.suspended.length > 0;
  const [tone, symbol] = tones[isPartly ? 'degraded' : phase];
  const word =
    phase === 'waiting'
      ? texts('connections.phase.waiting', { seconds: Math.max(1, Math.round((delay ?? 0) / 1000)) })
      : texts(`connections.phase.${phase}`);
  const failed = Object.values(counters.errors).reduce((sum, each) => sum + each, 0);
  return html`<article class="mw-plc-connection" aria-label=${name || place}>
    <div class="mw-row-first">
      <span class="mw-row-symbol mw-symbol ${tone}" aria-hidden="true">${symbol}</span>
      <span class="mw-row-id mw-row-grow">${name || place}</span>
      <span class="mw-row-end">${word}</span>
    </div>
    <div class="mw-row-second">
      <span>${[place, texts(`connections.road.${road as 'tcp'}`), ...(readOnly ? [texts('connections.readOnly')] : [])].join(' · ')}</span>
    </div>
    ${reason === undefined ? nothing : html`<div class="mw-row-second">${reason}</div>`}
    <details>
      <summary>${[
        texts.counted('connections.requests', counters.requests),
        ...(failed > 0 ? [texts.counted('connections.errors', failed)] : []),
        ...(counters.latency.p50 === undefined ? [] : [milliseconds(counters.latency.p50, texts)]),
      ].join(' · ')}</summary>
      <dl>${facts(status, texts).map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
    </details>
  </article>`;
}

const milliseconds = (value: number, { locale }: ModbusTexts): string =>
  `${value.toLocaleString(locale, { maximumSignificantDigits: value < 10 ? 2 : 3 })} ms`;

/** What is known of a connection beyond its first lines; what never happened is left out. */
function facts({ counters }: ConnectionStatus, texts: ModbusTexts): [string, string][] {
  const { latency, bytes, reconnects, refused, dropped, slow, suspended, errors, lastError } = counters;
  const { locale } = texts;
  const time = (at: number): string => new Date(at).toLocaleTimeString(locale);
  const count = (key: 'reconnects' | 'refused' | 'dropped' | 'slow', value: number): [string, string][] =>
    value === 0 ? [] : [[texts(`connections.${key}`), value.toLocaleString(locale)]];
  return [
    ...(latency.p50 === undefined || latency.p99 === undefined
      ? []
      : [
          [
            texts('connections.latency'),
            `p50 ${milliseconds(latency.p50, texts)}, p99 ${milliseconds(latency.p99, texts)}`,
          ] satisfies [string, string],
        ]),
    [
      texts('connections.bytes'),
      texts('connections.inOut', { in: formatBytes(bytes.in, locale), out: formatBytes(bytes.out, locale) }),
    ],
    ...count('reconnects', reconnects),
    ...count('refused', refused),
    ...count('dropped', dropped),
    ...count('slow', slow),
    ...Object.entries(errors).map(([code, times]): [string, string] => [code, times.toLocaleString(locale)]),
    ...suspended.map(({ unit, since, next }): [string, string] => [
      texts('connections.unit', { unit: String(unit) }),
      texts('connections.suspended', { since: time(since), next: time(next) }),
    ]),
    ...(lastError === undefined
      ? []
      : [
          [texts('connections.lastError'), `${time(lastError.at)} · ${lastError.message}`] satisfies [
            string,
            string,
          ],
        ]),
  ];
}
