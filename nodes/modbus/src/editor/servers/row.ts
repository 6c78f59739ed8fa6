import type { PlcRow } from '@millwright/editor';
import { titleOf } from '@millwright/plc/editor';
import type { ListedServer } from '../../common/routes.ts';
import { roadText } from '../connections/state.ts';
import type { ModbusTexts } from '../texts.ts';
import { clientsText, serverError, serverState, serverTone } from './state.ts';

/** A server in the list: why it does not listen comes first, else where it is, by what road, and for how many. */
export function serverRow(status: ListedServer, texts: ModbusTexts, open: (id: string) => void): PlcRow {
  const { id, name, place, error } = status;
  const facts = [
    error === undefined ? [] : serverError(error, texts),
    // Without a name, the place stands above.
    name === '' ? [] : place,
    texts('servers.server'),
    roadText(status, texts),
    clientsText(status, texts),
  ];
  return {
    key: id,
    tone: serverTone(status),
    name: titleOf(status),
    state: serverState(status, texts),
    text: facts.flat().join(' · '),
    words: [],
    open: () => open(id),
  };
}
