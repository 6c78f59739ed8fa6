import {
  copyFailure,
  errorCode,
  type Failure,
  failureText,
  notify,
  toldText,
  words,
} from '@millwright/editor';
import { historyErrors } from '../../common/errors.ts';
import type { Restored } from '../../common/version.ts';
import type { HistoryTexts } from '../texts.ts';
import { showWhatRuns } from './show-what-runs.ts';

/** Tells what came of a restore, with the way back. */
export function tellRestored(
  result: Restored,
  shown: boolean,
  texts: HistoryTexts,
  undo: (safety: number) => void,
): void {
  const number = String(result.restored);
  const safety = String(result.safety);
  const unchanged = result.notices.find(({ code }) => code === historyErrors.runsAlready.code);
  const close = { label: words().close, run: () => {} };
  if (unchanged) notify({ kind: 'success', text: toldText(unchanged, texts) });
  else tell(shown ? undefined : texts('restore.others'));
  function tell(hint: string | undefined): void {
    notify({
      id: 'millwright-restored',
      kind: 'success',
      text: `${texts('restore.done', { number })} ${texts('restore.undo', { safety })}`,
      hint,
      actions: [
        { label: texts('restore.undoButton'), run: () => undo(result.safety) },
        ...(shown ? [] : [{ label: texts('restore.show'), run: () => void show() }]),
        close,
      ],
    });
  }
  async function show(): Promise<void> {
    const end = await showWhatRuns(texts);
    if (end === 'kept') tell(texts('restore.others'));
    else if (end === 'editing') tell(`${texts('restore.others')} ${texts('restore.closeDialog')}`);
  }
  for (const told of result.notices) {
    if (told === unchanged) continue;
    notify({ kind: 'warning', text: toldText(told, texts), hint: told.code, actions: [close] });
  }
}

/** Tells that a restore failed, where its dialog is gone. */
export function tellNotRestored(number: number, failure: Failure, texts: HistoryTexts): void {
  const title = texts('restore.failed', { number: String(number) });
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
