import {
  actorName,
  closeDeployNotice,
  keepFocusFromDeployNotice,
  notify,
  onDeployed,
  onMessage,
  onOwnDeploy,
  shownRevision,
  words,
} from '@millwright/editor';
import type * as v from 'valibot';
import { area, restoredNews, topics } from '../../common/routes.ts';
import type { VersionSummary } from '../../common/version.ts';
import type { HistoryTexts } from '../texts.ts';
import { versionOf } from './newest.ts';
import { isOwnRestore, noteDeployed } from './run-restore.ts';
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
  const tell = (text: string, rev: string, hint?: string): void => {
    forget();
    const notice = notify({
      id: 'millwright-restored-elsewhere',
      kind: 'warning',
      text,
      hint,
      actions: [
        {
          label: texts('restore.show'),
          primary: true,
          run: () =>
            void showWhatRuns(texts).then((shown) => {
              // Who keeps the former flows still does not see what runs.
              if (shown === 'shown' || shown === 'reviewing' || shownRevision() === rev) return;
              tell(text, rev, shown === 'editing' ? texts('restore.closeDialog') : undefined);
            }),
        },
        { label: words().close, run: () => {} },
      ],
    });
    told = { rev, close: () => notice.close() };
  };
  const stops = [
    keepFocusFromDeployNotice(),
    onMessage(`millwright/${area}/${topics.restored}`, restoredNews, (news) => {
      const { rev } = news;
      const mine = shownRevision();
      if (isOwnRestore(rev) || mine === undefined || mine === rev) return;
      forget();
      closeDeployNotice();
      const awaited = { rev, close: () => {} };
      told = awaited;
      void versionOf(rev).then((version) => {
        if (told === awaited && shownRevision() !== rev) tell(newsText(news, version, texts), rev);
      });
    }),
    // Node-RED tells of the same deploy before or after; what comes later than that is another one.
    onDeployed((revision) => {
      noteDeployed(revision);
      if (told && told.rev !== revision) forget();
      if (told || isOwnRestore(revision)) closeDeployNotice();
    }),
    onOwnDeploy(forget),
  ];
  return () => {
    for (const stop of stops) stop();
    forget();
  };
}

function newsText(
  { restored, partly }: v.InferOutput<typeof restoredNews>,
  version: VersionSummary | undefined,
  texts: HistoryTexts,
): string {
  const number = String(restored);
  const known = version?.restoredFrom === restored && version.actor.name !== undefined;
  const done = known
    ? texts(partly ? 'restored.someBy' : 'restored.wholeBy', {
        number,
        who: actorName(version.actor, texts),
      })
    : texts(partly ? 'restored.some' : 'restored.whole', { number });
  return `${done} ${texts('restore.others')}`;
}
