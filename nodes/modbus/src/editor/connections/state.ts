import { type PlcTone, toldText } from '@millwright/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';

const tones: Readonly<Record<ListedConnection['phase'], PlcTone>> = {
  online: 'good',
  degraded: 'attention',
  waiting: 'bad',
  connecting: 'working',
  idle: 'quiet',
  closing: 'quiet',
};

/** Of one that is online with units that are left alone, not all is well. */
export const toneOf = ({ phase, counters }: ListedConnection): PlcTone =>
  phase === 'online' && counters.suspended.length > 0 ? 'attention' : tones[phase];

/** The state in a word or two: `retry in 8 s`. */
export function stateText({ phase, delay = 0 }: ListedConnection, texts: ModbusTexts): string {
  if (phase !== 'waiting') return texts(`connections.phase.${phase}`);
  return texts('connections.phase.waiting', { seconds: Math.max(1, Math.round(delay / 1000)) });
}

export const titleOf = ({ name, place }: Pick<ListedConnection, 'name' | 'place'>): string => name || place;

export const roadText = ({ road }: Pick<ListedConnection, 'road'>, texts: ModbusTexts): string =>
  texts(`connections.road.${road as 'tcp'}`);

/** What is wrong with a connection, in a sentence; undefined while nothing is. */
export function troubleText(
  { phase, reason, code = '', counters }: ListedConnection,
  texts: ModbusTexts,
): string | undefined {
  if (reason !== undefined) return toldText({ code, message: reason }, texts);
  if (phase === 'degraded' && counters.lastError) return toldText(counters.lastError, texts);
  const { length } = counters.suspended;
  return length === 0 ? undefined : texts.counted('connections.alone', length);
}

export const milliseconds = (value: number, { locale }: ModbusTexts): string =>
  `${value.toLocaleString(locale, { maximumSignificantDigits: value < 10 ? 2 : 3 })} ms`;
