import { call, type OpenTray, onMessage, onReconnect, trayLoader } from '@millwright/editor';
import type { Deploy } from '../../common/releases.ts';
import { area, deployRoutes, news, topics } from '../../common/routes.ts';
import type { FleetContext } from '../context.ts';
import { soon } from '../soon.ts';
import { progressView } from './progress-view.ts';

export interface FollowedDeploy {
  readonly id: string;
  /** What is known of it already. */
  readonly deploy?: Deploy;
}

/** Shows a deploy in a tray and keeps it up to date until the tray is closed. */
export function followDeploy(
  tray: OpenTray,
  { id, deploy: first }: FollowedDeploy,
  { texts, format }: Pick<FleetContext, 'texts' | 'format'>,
): void {
  const show = (deploy: Deploy): void => tray.show(progressView(deploy, texts, format));
  const load = trayLoader(tray, {
    loading: texts('deploys.loading'),
    failed: texts('deploys.failed'),
    texts,
    isShown: first !== undefined,
    ask: (signal) => call(deployRoutes.getDeploy, { params: { id } }, { signal }),
    take: show,
  });
  const again = soon(() => void load());
  const stops = [
    onMessage(`millwright/${area}/${topics.deploys}`, news, again.ask),
    onReconnect(() => void load()),
    again.stop,
  ];
  tray.signal.addEventListener('abort', () => {
    for (const stop of stops) stop();
  });
  tray.setPrimary(undefined);
  if (first) show(first);
  // What happened before the listening began.
  void load();
}
