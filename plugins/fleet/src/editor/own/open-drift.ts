import { call, type Failure, failureLine, failureText, html, openTray } from '@millwright/editor';
import type { OwnDrift, OwnState } from '../../common/fleet.ts';
import { ownFlowsRoutes } from '../../common/routes.ts';
import { releaseText } from '../words/release.ts';
import type { OwnContext } from './context.ts';
import { driftView } from './drift-view.ts';

/** Shows what was changed on this device, against what the hub sent. */
export function openDrift(own: OwnState, { texts }: OwnContext): void {
  const title = texts('own.drift.title');
  const tray = openTray({ title, label: title, width: 480 });
  const show = (drift: OwnDrift): void => {
    const against = drift.against ?? own.machine?.committed;
    tray.show(
      html`${
        against === undefined
          ? ''
          : html`<p>${texts('own.drift.against', { release: releaseText(against) })}</p>`
      }${driftView(drift, texts)}`,
    );
  };
  const failed = (failure: Failure): void =>
    tray.show(
      failureLine(`${texts('own.drift.failed')}: ${failureText(failure, texts)}`) as ReturnType<typeof html>,
    );
  tray.show(html`<p role="status">${texts('own.drift.loading')}</p>`);
  void call(ownFlowsRoutes.compareOwn, {}, { signal: tray.signal }).then((found) => {
    if (tray.signal.aborted) return;
    if (found.ok) show(found.value);
    else failed(found.failure);
  });
}
