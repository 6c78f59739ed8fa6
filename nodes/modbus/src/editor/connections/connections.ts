import {
  addPlcSection,
  call,
  type EditorDoor,
  type Failure,
  failureText,
  isNotAllowed,
  type OpenTray,
  onDeployed,
  openTray,
  type PlcContent,
  type TemplateResult,
} from '@millwright/editor';
import { type ListedConnection, type ListedServer, modbusRoutes } from '../../common/routes.ts';
import { serverDetails } from '../servers/details.ts';
import { serverRow } from '../servers/row.ts';
import type { ModbusTexts } from '../texts.ts';
import { connectionDetails } from './details.ts';
import { connectionsFoot } from './foot.ts';
import { connectionRow } from './row.ts';
import { titleOf } from './state.ts';

/** Milliseconds between two looks, while someone sees what they show. */
const interval = 3000;

/** What the server told last. */
interface Known {
  readonly connections: readonly ListedConnection[];
  readonly servers: readonly ListedServer[];
}

type Titled = Pick<ListedConnection, 'name' | 'place'>;

/** The part of Modbus in the sidebar of the PLC packages: how the deployed connections and servers fare. */
export function showConnections(door: EditorDoor, texts: ModbusTexts): () => void {
  let known: Known | undefined;
  let knownAt = 0;
  let failure: Failure | undefined;
  let asking = false;
  let details: { readonly draw: () => TemplateResult; readonly tray: OpenTray } | undefined;

  const content = (): PlcContent => {
    if (failure && (!known || isNotAllowed(failure)))
      return { kind: 'failed', title: texts('connections.failed'), failure, texts, retry: () => void look() };
    if (!known) return { kind: 'loading', doing: texts('connections.loading') };
    const time = new Date(knownAt).toLocaleTimeString(texts.locale);
    return {
      kind: 'connections',
      rows: [
        ...known.connections.toSorted(byTitle).map((each) => connectionRow(each, texts, openConnection)),
        ...known.servers.toSorted(byTitle).map((each) => serverRow(each, texts, openServer)),
      ],
      empty: { title: texts('connections.emptyTitle'), text: texts('connections.emptyText') },
      foot: connectionsFoot(known.connections, known.servers, texts, (id) => panel.lead(id)),
      degraded: failure && `${texts('connections.stale', { time })} ${failureText(failure, texts)}`,
    };
  };
  const draw = (): void => {
    panel.show(content());
    details?.tray.show(details.draw());
  };
  const byTitle = (one: Titled, other: Titled): number =>
    titleOf(one).localeCompare(titleOf(other), texts.locale, { numeric: true });
  const connectionOf = (wanted: string) => known?.connections.find(({ id }) => id === wanted);
  const serverOf = (wanted: string) => known?.servers.find(({ id }) => id === wanted);
  const look = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const result = await call(modbusRoutes.status, {});
    asking = false;
    failure = result.ok ? undefined : result.failure;
    if (result.ok) {
      known = result.value;
      knownAt = Date.now();
    }
    draw();
  };
  const open = (title: string, label: string, drawDetails: () => TemplateResult): void => {
    const tray = openTray({
      title,
      label,
      onClose: () => {
        details = undefined;
      },
    });
    details = { draw: drawDetails, tray };
    draw();
  };
  const openConnection = (id: string): void => {
    const status = connectionOf(id);
    if (!status) return;
    const name = titleOf(status);
    open(name, texts('details.label', { name }), () => connectionDetails(connectionOf(id), texts));
  };
  const openServer = (id: string): void => {
    const status = serverOf(id);
    if (!status) return;
    const name = titleOf(status);
    open(name, texts('servers.label', { name }), () => serverDetails(serverOf(id), texts));
  };
  const panel = addPlcSection(
    door,
    { id: 'modbus', name: 'Modbus', onShow: () => void look() },
    { kind: 'loading', doing: texts('connections.loading') },
  );
  const lookIfSeen = (): void => {
    if (panel.isSeen() || (details && !document.hidden)) void look();
  };
  const timer = setInterval(lookIfSeen, interval);
  const stop = onDeployed(lookIfSeen);
  return () => {
    clearInterval(timer);
    stop();
    details?.tray.close();
    panel.remove();
  };
}
