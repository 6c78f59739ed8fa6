import type { PlcRow } from '@millwright/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { milliseconds, roadText, stateText, titleOf, toneOf, troubleText } from './state.ts';

/** A connection in the list: what is wrong comes first, else where it is, how it is reached and how quick it is. */
export function connectionRow(
  status: ListedConnection,
  texts: ModbusTexts,
  open: (id: string) => void,
): PlcRow {
  const { id, name, place, readOnly, counters, tables } = status;
  const facts = [
    troubleText(status, texts) ?? [],
    // Without a name, the place stands above.
    name === '' ? [] : place,
    roadText(status, texts),
    readOnly ? texts('connections.readOnly') : [],
    counters.latency.p50 === undefined ? [] : milliseconds(counters.latency.p50, texts),
  ];
  return {
    key: id,
    tone: toneOf(status),
    name: titleOf(status),
    state: stateText(status, texts),
    text: facts.flat().join(' · '),
    words: tables.flatMap(({ name, unit }) => [name, unitText(unit, texts)]),
    open: () => open(id),
  };
}

export const unitText = (unit: number, texts: ModbusTexts): string =>
  texts('connections.unit', { unit: String(unit) });
