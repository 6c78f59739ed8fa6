import { type PlcTone, toldText } from '@millwright/editor';
import type { ListedServer } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';

const tones: Readonly<Record<ListedServer['phase'], PlcTone>> = {
  listening: 'good',
  starting: 'working',
  waiting: 'bad',
};

export const serverTone = ({ phase }: ListedServer): PlcTone => tones[phase];

/** The state in a word or two: `retry in 5 s`. */
export function serverState({ phase, delay = 0 }: ListedServer, texts: ModbusTexts): string {
  if (phase !== 'waiting') return texts(`servers.phase.${phase}`);
  return texts('connections.phase.waiting', { seconds: Math.max(1, Math.round(delay / 1000)) });
}

/** What went wrong, in words; where it has a remedy of its own, with that. */
export function serverError(error: NonNullable<ListedServer['error']>, texts: ModbusTexts): string {
  const problem = error.details?.['problem'];
  return texts.find(`servers.problem.${String(problem)}`) ?? toldText(error, texts);
}

/** Who is connected; nothing where there are no connections. */
export const clientsText = ({ clients }: ListedServer, texts: ModbusTexts): readonly string[] =>
  clients === undefined ? [] : [texts.counted('servers.clients', clients)];
