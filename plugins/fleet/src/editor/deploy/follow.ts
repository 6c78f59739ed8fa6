import {
  call,
  coalesced,
  copyFailure,
  type Failure,
  failedState,
  loadingState,
  type OpenTray,
  onMessage,
  onReconnect,
} from '@millwright/editor';
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
  let deploy = first;
  const draw = (): void =>
    tray.show(deploy ? progressView(deploy, texts, format) : loadingState(texts('deploys.loading')));
  const load = coalesced(async () => {
    const found = await call(deployRoutes.getDeploy, { params: { id } }, { signal: tray.signal });
    if (tray.signal.aborted) return;
    if (found.ok) {
      deploy = found.value;
      draw();
    } else if (!deploy) showFailed(found.failure);
  });
  const showFailed = (failure: Failure): void => {
    const title = texts('deploys.failed');
    const copy = (): void => copyFailure(title, failure);
    tray.show(failedState({ title, failure, texts, retry: () => void load(), copy }));
  };
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
  draw();
  // What happened before the listening began.
  void load();
}
