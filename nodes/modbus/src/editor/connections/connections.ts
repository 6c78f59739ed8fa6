import { call, type EditorDoor } from '@millwright/editor';
import { showSection, titleOf } from '@millwright/plc/editor';
import { type ListedConnection, type ListedServer, modbusRoutes } from '../../common/routes.ts';
import { serverDetails } from '../servers/details.ts';
import { serverRow } from '../servers/row.ts';
import type { ModbusTexts } from '../texts.ts';
import { connectionDetails } from './details.ts';
import { connectionsFoot } from './foot.ts';
import { connectionRow } from './row.ts';

/** What the server told last. */
interface Known {
  readonly connections: readonly ListedConnection[];
  readonly servers: readonly ListedServer[];
}

/** The part of Modbus in the sidebar of the PLC packages: how the deployed connections and servers fare. */
export function showConnections(door: EditorDoor, texts: ModbusTexts): () => void {
  const byTitle = (
    one: Pick<ListedConnection, 'name' | 'place'>,
    other: Pick<ListedConnection, 'name' | 'place'>,
  ): number => titleOf(one).localeCompare(titleOf(other), texts.locale, { numeric: true });
  const withId = <Each extends { readonly id: string }>(all: readonly Each[], wanted: string) =>
    all.find(({ id }) => id === wanted);
  return showSection<Known>(door, texts, {
    id: 'modbus',
    name: 'Modbus',
    ask: () => call(modbusRoutes.status, {}),
    rows: ({ connections, servers }, open) => [
      ...connections.toSorted(byTitle).map((each) =>
        connectionRow(each, texts, (id) => {
          const name = titleOf(each);
          open(name, texts('details.label', { name }), (now) =>
            connectionDetails(withId(now.connections, id), texts),
          );
        }),
      ),
      ...servers.toSorted(byTitle).map((each) =>
        serverRow(each, texts, (id) => {
          const name = titleOf(each);
          open(name, texts('servers.label', { name }), (now) =>
            serverDetails(withId(now.servers, id), texts),
          );
        }),
      ),
    ],
    foot: ({ connections, servers }, lead) => connectionsFoot(connections, servers, texts, lead),
  });
}
