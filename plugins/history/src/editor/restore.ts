import {
  ask,
  call,
  copyFailure,
  errorCode,
  type Failure,
  failureText,
  hasUnsavedWork,
  html,
  nothing,
  notify,
  refreshWorkspace,
  showProgress,
  toldText,
  withoutDeployNotice,
  words,
} from '@millwright/editor';
import { historyErrors } from '../common/errors.ts';
import { restoreRoutes } from '../common/routes.ts';
import type { Restored, VersionSummary } from '../common/version.ts';
import type { HistoryTexts } from './texts.ts';

/** What becomes of changes in this editor that are not deployed. */
type Unsaved = 'none' | 'keep' | 'discard';

const restoreTimeout = 120_000;

export interface RestoreRequest {
  readonly version: VersionSummary;
  /** What runs now, as the user has seen it: something else is not replaced. */
  readonly current: VersionSummary | undefined;
  readonly texts: HistoryTexts;
}

/**
 * Asks, restores, and shows the result in this editor. Work that is not deployed is dropped only if the user says so.
 *
 * @returns whether the version was restored
 */
export async function restoreVersion({ version, current, texts }: RestoreRequest): Promise<boolean> {
  const number = String(version.number);
  const unsaved = await askFirst(number, texts);
  if (unsaved === undefined) return false;
  const progress = showProgress(texts('restore.running', { number }));
  const rev = current?.rev;
  const run = async (): Promise<{ restored?: Restored; failure?: Failure; refreshed: boolean }> => {
    const result = await call(
      restoreRoutes.restoreVersion,
      { params: { number: version.number }, body: rev === undefined ? {} : { rev } },
      { timeout: restoreTimeout },
    );
    if (!result.ok) return { failure: result.failure, refreshed: false };
    // The user may have gone on working where the question did not find unsaved work.
    const refresh = unsaved === 'discard' || (unsaved === 'none' && !hasUnsavedWork());
    return { restored: result.value, refreshed: refresh && (await refreshWorkspace()) };
  };
  // Whoever keeps unsaved work needs Node-RED's notice: it offers to merge.
  const running = unsaved === 'keep' ? run() : withoutDeployNotice(run);
  const { restored, failure, refreshed } = await running.finally(() => progress.close());
  if (failure) tellFailure(number, failure, texts);
  if (restored) tellResult(restored, refreshed || unsaved === 'keep', texts);
  return restored !== undefined;
}

function askFirst(number: string, texts: HistoryTexts): Promise<Unsaved | undefined> {
  const unsaved = hasUnsavedWork();
  return ask<Unsaved>({
    title: texts('restore.title', { number }),
    content: html`<p>${texts('restore.what')}</p>
      <p>${texts('restore.safety')} ${texts('restore.modules')}</p>
      ${
        unsaved
          ? html`<p><b>${texts('restore.unsaved')}</b> ${texts('restore.unsavedKeep', { number })}</p>`
          : nothing
      }`,
    choices: unsaved
      ? [
          { value: 'discard', label: texts('restore.discard') },
          { value: 'keep', label: texts('restore.keep'), primary: true },
        ]
      : [{ value: 'none', label: texts('restore.button', { number }), primary: true }],
  });
}

function tellResult(result: Restored, shown: boolean, texts: HistoryTexts): void {
  const number = String(result.restored);
  const unchanged = result.notices.find(({ code }) => code === historyErrors.runsAlready.code);
  notify({
    kind: 'success',
    text: unchanged
      ? toldText(unchanged, texts)
      : `${texts('restore.done', { number })} ${texts('restore.undo', { safety: String(result.safety) })}`,
    hint: shown ? undefined : texts('restore.reload'),
  });
  for (const told of result.notices) {
    if (told === unchanged) continue;
    notify({
      kind: 'warning',
      text: toldText(told, texts),
      hint: told.code,
      actions: [{ label: words().close, run: () => {} }],
    });
  }
}

function tellFailure(number: string, failure: Failure, texts: HistoryTexts): void {
  const title = texts('restore.failed', { number });
  notify({
    kind: 'error',
    text: `${title}. ${failureText(failure, texts)}`,
    hint: errorCode(failure, texts),
    actions: [
      { label: words().copyDetails, run: () => copyFailure(title, failure) },
      { label: words().close, primary: true, run: () => {} },
    ],
  });
}
