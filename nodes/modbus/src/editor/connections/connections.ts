import { call, type EditorDoor, type PlcRow } from '@millwright/editor';
import { byTitle, connectionRows, type OpenDetails, showSection, titleOf } from '@millwright/plc/editor';
import type { RouteResponse } from '@millwright/schema';
import { modbusRoutes } from '../../common/routes.ts';
import { serverDetails } from '../servers/details.ts';
import { serverRow } from '../servers/row.ts';
import type { ModbusTexts } from '../texts.ts';
import { connectionsFoot } from './foot.ts';
import { viewIn } from './view.ts';

/** What the server told last. */
type Known = RouteResponse<typeof modbusRoutes.status>;

/** The part of Modbus in the sidebar of the PLC packages: how the deployed connections and servers fare. */
export function showConnections(door: EditorDoor, texts: ModbusTexts): () => void {
  const view = viewIn(texts);
  return showSection<Known>(door, texts, {
    id: 'modbus',
    name: 'Modbus',
    ask: () => call(modbusRoutes.status, {}),
    rows: (known, open) => [...connectionRows(known, open, texts, view), ...serverRows(known, open, texts)],
    foot: ({ connections, servers }, lead) => connectionsFoot(connections, servers, texts, lead),
  });
}

const serverRows = ({ servers }: Known, open: OpenDetails<Known>, texts: ModbusTexts): readonly PlcRow[] =>
  servers.toSorted(byTitle(texts)).map((each) =>
    serverRow(each, texts, (wanted) => {
      const name = titleOf(each);
      open(name, texts('servers.label', { name }), (now) =>
        serverDetails(
          now.servers.find(({ id }) => id === wanted),
          texts,
        ),
      );
    }),
  );
