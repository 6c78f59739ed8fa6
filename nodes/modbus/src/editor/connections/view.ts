import { html, type TemplateResult } from '@millwright/editor';
import type { ConnectionView } from '@millwright/plc/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { roadText, toneOf, troubleText, unitText } from './state.ts';

/** What Modbus says of its connections: the road, and the units behind it. */
export const viewIn = (texts: ModbusTexts): ConnectionView<ListedConnection> => ({
  tone: toneOf,
  trouble: (status) => troubleText(status, texts),
  by: (status) => roadText(status, texts),
  words: ({ tables }) => tables.flatMap(({ name, unit }) => [name, unitText(unit, texts)]),
  facts: (status) => [[texts('details.road'), roadText(status, texts)]],
  tables: (status) =>
    status.tables.map(({ name, unit }) => ({ name, about: aboutUnit(unit, status, texts) })),
});

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
