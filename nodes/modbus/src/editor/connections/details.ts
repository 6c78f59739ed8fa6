import { html, type TemplateResult } from '@millwright/editor';
import { connectionDetails as plcDetails } from '@millwright/plc/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { roadText, troubleText, unitText } from './state.ts';

/** All that is known of a connection; undefined once it does not run any more. */
export function connectionDetails(status: ListedConnection | undefined, texts: ModbusTexts): TemplateResult {
  if (status === undefined) return html`<p>${texts('details.gone')}</p>`;
  return plcDetails(status, texts, {
    trouble: troubleText(status, texts),
    facts: [[texts('details.road'), roadText(status, texts)]],
    tables: status.tables.map(({ name, unit }) => ({ name, about: aboutUnit(unit, status, texts) })),
  });
}

/** The unit of a table, and that it is left alone. */
function aboutUnit(
  unit: number,
  { counters }: ListedConnection,
  texts: ModbusTexts,
): TemplateResult | string {
  const time = (at: number): string => new Date(at).toLocaleTimeString(texts.locale);
  const alone = counters.suspended.find((each) => each.unit === unit);
  if (alone === undefined) return unitText(unit, texts);
  const words = texts('connections.suspended', { since: time(alone.since), next: time(alone.next) });
  return html`${unitText(unit, texts)}<br /><span class="mw-attention mw-symbol" aria-hidden="true">▲</span> ${words}`;
}
