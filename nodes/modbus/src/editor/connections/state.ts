import type { PlcTone } from '@millwright/editor';
import { phaseTone, troubleText as plcTrouble } from '@millwright/plc/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';

/** Of one that is online with units that are left alone, not all is well. */
export const toneOf = (status: ListedConnection): PlcTone =>
  status.phase === 'online' && status.counters.suspended.length > 0 ? 'attention' : phaseTone(status);

export const roadText = ({ road }: Pick<ListedConnection, 'road'>, texts: ModbusTexts): string =>
  texts(`connections.road.${road as 'tcp'}`);

export const unitText = (unit: number, texts: ModbusTexts): string =>
  texts('connections.unit', { unit: String(unit) });

/** What is wrong with a connection, in a sentence; undefined while nothing is. */
export function troubleText(status: ListedConnection, texts: ModbusTexts): string | undefined {
  const { length } = status.counters.suspended;
  return plcTrouble(status, texts) ?? (length === 0 ? undefined : texts.counted('connections.alone', length));
}
