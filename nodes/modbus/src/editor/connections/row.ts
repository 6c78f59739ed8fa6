import type { PlcRow } from '@millwright/editor';
import { connectionRow as plcRow } from '@millwright/plc/editor';
import type { ListedConnection } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { roadText, toneOf, troubleText, unitText } from './state.ts';

/** A connection in the list. */
export const connectionRow = (
  status: ListedConnection,
  texts: ModbusTexts,
  open: (id: string) => void,
): PlcRow =>
  plcRow(status, texts, {
    trouble: troubleText(status, texts),
    by: roadText(status, texts),
    words: status.tables.flatMap(({ name, unit }) => [name, unitText(unit, texts)]),
    tone: toneOf(status),
    open,
  });
