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
} from '@millwright/editor';
import { type ListedConnection, modbusRoutes } from '../../common/routes.ts';
import type { ModbusTexts } from '../texts.ts';
import { connectionDetails } from './details.ts';
import { connectionsFoot } from './foot.ts';
import { connectionRow } from './row.ts';
import { titleOf } from './state.ts';

/** Milliseconds between two looks, while someone sees what they show. */
const interval = 3000;

/** The part of Modbus in the sidebar of the PLC packages: how the deployed connections fare. */
export function showConnections(door: EditorDoor, texts: ModbusTexts): () => void {
  let known: readonly ListedConnection[] | undefined;
  let knownAt = 0;
  let failure: Failure | undefined;
  let asking = false;
  let details: { readonly id: string; readonly tray: OpenTray } | undefined;

  const content = (): PlcContent => {
    if (failure && (!known || isNotAllowed(failure)))
      return { kind: 'failed', title: texts('connections.failed'), failure, texts, retry: () => void look() };
    if (!known) return { kind: 'loading', doing: texts('connections.loading') };
    const time = new Date(knownAt).toLocaleTimeString(texts.locale);
    return {
      kind: 'connections',
      rows: [...known]
        .sort((one, other) => titleOf(one).localeCompare(titleOf(other), texts.locale, { numeric: true }))
        .map((each) => connectionRow(each, texts, open)),
      empty: { title: texts('connections.emptyTitle'), text: texts('connections.emptyText') },
      foot: connectionsFoot(known, texts, (id) => panel.lead(id)),
      degraded: failure && `${texts('connections.stale', { time })} ${failureText(failure, texts)}`,
    };
  };
  const draw = (): void => {
    panel.show(content());
    if (details) details.tray.show(connectionDetails(statusOf(details.id), texts));
  };
  const statusOf = (id: string): ListedConnection | undefined => known?.find((each) => each.id === id);
  const look = async (): Promise<void> => {
    if (asking) return;
    asking = true;
    const result = await call(modbusRoutes.status, {});
    asking = false;
    failure = result.ok ? undefined : result.failure;
    if (result.ok) {
      known = result.value.connections;
      knownAt = Date.now();
    }
    draw();
  };
  const open = (id: string): void => {
    const status = statusOf(id);
    if (!status) return;
    const title = titleOf(status);
    const tray = openTray({
      title,
      label: texts('details.label', { name: title }),
      onClose: () => {
        details = undefined;
      },
    });
    details = { id, tray };
    draw();
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
