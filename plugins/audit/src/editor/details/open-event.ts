import { call, openTray, trayLoader } from '@millwright/editor';
import { logRoutes } from '../../common/routes.ts';
import type { AuditContext } from '../context.ts';
import { eventActions } from './actions.ts';
import { eventView } from './view.ts';

/** Opens the whole of an event in a tray. */
export function openEvent(seq: number, context: AuditContext): void {
  const title = context.texts('details.title', { seq: String(seq) });
  const tray = openTray({ title, label: title, width: 600 });
  const { texts } = context;
  const load = trayLoader(tray, {
    loading: texts('details.loading', { seq: String(seq) }),
    failed: texts('details.failed', { seq: String(seq) }),
    texts,
    ask: (signal) => call(logRoutes.getEvent, { params: { seq } }, { signal }),
    take: (details) => tray.show(eventView(details, eventActions(details, context, tray), context)),
  });
  void load();
}
