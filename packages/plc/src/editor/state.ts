import { type PlcTone, toldText } from '@millwright/editor';
import type { ConnectionStatus } from '@millwright/plc';
import type { PlcTexts } from './texts.ts';

const tones: Readonly<Record<ConnectionStatus['phase'], PlcTone>> = {
  online: 'good',
  degraded: 'attention',
  waiting: 'bad',
  connecting: 'working',
  idle: 'quiet',
  closing: 'quiet',
};

export const phaseTone = ({ phase }: Pick<ConnectionStatus, 'phase'>): PlcTone => tones[phase];

/** The state in a word or two: `retry in 8 s`. */
export function stateText(
  { phase, delay = 0 }: Pick<ConnectionStatus, 'phase' | 'delay'>,
  texts: PlcTexts,
): string {
  if (phase !== 'waiting') return texts(`connections.phase.${phase}`);
  return texts('connections.phase.waiting', { seconds: Math.max(1, Math.round(delay / 1000)) });
}

type Titled = Pick<ConnectionStatus, 'name' | 'place'>;

export const titleOf = ({ name, place }: Titled): string => name || place;

/** Their order in a list, as the user's language has it. */
export const byTitle =
  ({ locale }: Pick<PlcTexts, 'locale'>) =>
  (one: Titled, other: Titled): number =>
    titleOf(one).localeCompare(titleOf(other), locale, { numeric: true });

/** What is wrong with a connection, in a sentence; undefined while nothing is. */
export function troubleText(
  { phase, reason, code = '', counters }: ConnectionStatus,
  texts: PlcTexts,
): string | undefined {
  if (reason !== undefined) return toldText({ code, message: reason }, texts);
  return phase === 'degraded' && counters.lastError ? toldText(counters.lastError, texts) : undefined;
}

export const milliseconds = (value: number, { locale }: Pick<PlcTexts, 'locale'>): string =>
  `${value.toLocaleString(locale, { maximumSignificantDigits: value < 10 ? 2 : 3 })} ms`;
