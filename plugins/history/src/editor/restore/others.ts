import {
  closeDeployNotice,
  keepFocusFromDeployNotice,
  notify,
  onDeployed,
  onMessage,
  onOwnDeploy,
  shownRevision,
  words,
} from '@millwright/editor';
import { area, restoredNews, topics } from '../../common/routes.ts';
import type { HistoryTexts } from '../texts.ts';
import { isRestoring } from './run-restore.ts';
import { showWhatRuns } from './show-what-runs.ts';

/**
 * Tells this editor that a version was restored elsewhere, in place of Node-RED's own notice that the flows have
 * changed: two about the same thing would confuse. The result ends that.
 */
export function tellOfRestores(texts: HistoryTexts): () => void {
  /** What the notice that is shown is about. */
  let told: { readonly rev: string; readonly close: () => void } | undefined;
  const forget = (): void => {
    told?.close();
    told = undefined;
  };
  const tell = (number: number, rev: string, hint?: string): void => {
    forget();
    closeDeployNotice();
    const notice = notify({
      id: 'millwright-restored-elsewhere',
      kind: 'warning',
      text: texts('restored.text', { number: String(number) }),
      hint,
      actions: [
        {
          label: texts('restore.show'),
          primary: true,
          run: () =>
            void showWhatRuns(texts).then((shown) => {
              // Who keeps the former flows still does not see what runs.
              if (shown === 'shown' || shown === 'reviewing' || shownRevision() === rev) return;
              tell(number, rev, shown === 'editing' ? texts('restore.closeDialog') : undefined);
            }),
        },
        { label: words().close, run: () => {} },
      ],
    });
    told = { rev, close: () => notice.close() };
  };
  const stops = [
    keepFocusFromDeployNotice(),
    onMessage(`millwright/${area}/${topics.restored}`, restoredNews, ({ restored, rev }) => {
      const mine = shownRevision();
      if (isRestoring() || mine === undefined || mine === rev) return;
      tell(restored, rev);
    }),
    // Node-RED tells of the same deploy before or after; what comes later than that is another one.
    onDeployed((revision) => {
      if (told?.rev === revision || isRestoring()) closeDeployNotice();
      else forget();
    }),
    onOwnDeploy(forget),
  ];
  return () => {
    for (const stop of stops) stop();
    forget();
  };
}
