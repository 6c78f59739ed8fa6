import { call, coalesced, type OpenTray, onMessage, onReconnect } from '@millwright/editor';
import type { Deploy } from '../../common/releases.ts';
import { area, deployRoutes, news, topics } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { progressView } from './progress-view.ts';

/** Shows a deploy in a tray and keeps it up to date until the tray is closed. */
export function followDeploy(
  tray: OpenTray,
  first: Deploy,
  { texts, format }: Pick<FleetContext, 'texts' | 'format'>,
): void {
  let deploy = first;
  const draw = (): void => tray.show(progressView(deploy, texts, format));
  const load = coalesced(async () => {
    const found = await call(deployRoutes.getDeploy, { params: { id: first.id } }, { signal: tray.signal });
    if (tray.signal.aborted || !found.ok) return;
    deploy = found.value;
    draw();
  });
  const stops = [
    onMessage(`millwright/${area}/${topics.deploys}`, news, () => void load()),
    onReconnect(() => void load()),
  ];
  tray.signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
  });
  tray.setPrimary(undefined);
  draw();
  // What happened before the listening began.
  void load();
}
