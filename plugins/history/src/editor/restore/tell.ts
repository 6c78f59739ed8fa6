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
import { tellOutcome } from './outcome.ts';
import { type Shown, showWhatRuns } from './show-what-runs.ts';

/** What of a version was asked for: the name is that of the only part or node, where it is one. */
export interface Asked {
  readonly whole: boolean;
  readonly name: string | undefined;
}

/** Tells what came of a restore, with the way back. */
export function tellRestored(
  result: Restored,
  shown: boolean,
  asked: Asked,
  texts: HistoryTexts,
  undo: (safety: number) => void,
): void {
  const unchanged = result.notices.find(({ code }) => code === historyErrors.runsAlready.code);
  const close = { label: words().close, run: () => {} };
  const text = `${doneText(result.restored, asked, texts)} ${texts('restore.undo', { safety: String(result.safety) })}`;
  const undoAction = { label: texts('restore.undoButton'), run: () => undo(result.safety) };
  const tellKept = (hint: string): void => {
    const show = { label: texts('restore.show'), run: () => void showWhatRuns(texts).then(onShown) };
    tellOutcome({ kind: 'success', text, hint, actions: [undoAction, show, close] }, false);
  };
  const onShown = (end: Shown): void => {
    if (end === 'kept') tellKept(texts('restore.others'));
    else if (end === 'editing') tellKept(`${texts('restore.others')} ${texts('restore.closeDialog')}`);
  };
  if (unchanged) notify({ kind: 'success', text: toldText(unchanged, texts) });
  else if (shown) tellOutcome({ kind: 'success', text, actions: [undoAction, close] }, true);
  else tellKept(texts('restore.others'));
  for (const told of result.notices) {
    if (told === unchanged) continue;
    notify({ kind: 'warning', text: toldText(told, texts), hint: told.code, actions: [close] });
  }
}

function doneText(restored: number, { whole, name }: Asked, texts: HistoryTexts): string {
  const number = String(restored);
  if (whole) return texts('restore.done', { number });
  return name === undefined
    ? texts('restore.doneSome', { number })
    : texts('restore.donePart', { name, number });
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
