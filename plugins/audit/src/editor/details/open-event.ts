import { call, copyFailure, failedState, loadingState, type OpenTray, openTray } from '@millwright/editor';
import { logRoutes } from '../../common/routes.ts';
import type { AuditContext } from '../context.ts';
import { eventActions } from './actions.ts';
import { eventView } from './view.ts';

/** Opens the whole of an event in a tray. */
export function openEvent(seq: number, context: AuditContext): void {
  const title = context.texts('details.title', { seq: String(seq) });
  const tray = openTray({ title, label: title, width: 600 });
  void load(tray, seq, context);
}

async function load(tray: OpenTray, seq: number, context: AuditContext): Promise<void> {
  const { texts } = context;
  tray.show(loadingState(texts('details.loading', { seq: String(seq) })));
  const result = await call(logRoutes.getEvent, { params: { seq } }, { signal: tray.signal });
  if (tray.signal.aborted) return;
  if (result.ok) {
    const details = result.value;
    tray.show(eventView(details, eventActions(details, context, tray), context));
    return;
  }
  const { failure } = result;
  const title = texts('details.failed', { seq: String(seq) });
  tray.show(
    failedState({
      title,
      failure,
      texts,
      retry: () => void load(tray, seq, context),
      copy: () => copyFailure(title, failure),
    }),
  );
}
