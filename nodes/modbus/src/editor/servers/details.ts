import { html, nothing, type TemplateResult } from '@millwright/editor';
import { type Fact, factList } from '@millwright/plc/editor';
import type { ListedServer } from '../../common/routes.ts';
import { roadText } from '../connections/state.ts';
import type { ModbusTexts } from '../texts.ts';
import { serverError, serverState } from './state.ts';

/** All that is known of a server; undefined once it does not run any more. */
export function serverDetails(status: ListedServer | undefined, texts: ModbusTexts): TemplateResult {
  if (status === undefined) return html`<p>${texts('servers.gone')}</p>`;
  const { error, lastError } = status;
  return html`${
    error === undefined
      ? nothing
      : html`<div class="mw-line mw-amber" role="status">${serverError(error, texts)}</div>`
  }
    ${factList(stateFacts(status, texts))}
    <h3>${texts('details.traffic')}</h3>
    ${factList(trafficFacts(status, texts))}
    ${
      lastError === undefined
        ? nothing
        : html`<h3>${texts('connections.lastError')}</h3>
            ${factList([[new Date(lastError.at).toLocaleTimeString(texts.locale), serverError(lastError, texts)]])}`
    }`;
}

function stateFacts(status: ListedServer, texts: ModbusTexts): readonly Fact[] {
  const { place, clients } = status;
  return [
    [texts('details.state'), serverState(status, texts)],
    [texts('details.place'), place],
    [texts('details.road'), roadText(status, texts)],
    ...(clients === undefined
      ? []
      : [[texts('servers.connected'), clients.toLocaleString(texts.locale)] satisfies Fact]),
  ];
}

const trafficFacts = ({ counters }: ListedServer, texts: ModbusTexts): readonly Fact[] => [
  [texts('details.requests'), counters.requests.toLocaleString(texts.locale)],
  [texts('servers.exceptions'), counters.exceptions.toLocaleString(texts.locale)],
  [texts('servers.refused'), counters.refused.toLocaleString(texts.locale)],
];
