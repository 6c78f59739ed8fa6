import {
  ask,
  call,
  errorCode,
  type Failure,
  failureText,
  hasUnsavedWork,
  html,
  isEditing,
  loadIntoEditor,
  notify,
  words,
} from '@millwright/editor';
import { compareRoutes } from '../../common/routes.ts';
import type { HistoryTexts } from '../texts.ts';
import { tellOutcome } from './outcome.ts';

const readTimeout = 60_000;

/**
 * Puts the flows of a version into this editor as a change that is not deployed. Asks first where that would replace
 * work that is not deployed either; undo takes it back.
 *
 * @returns whether the editor shows them
 */
export async function loadVersion(number: number, texts: HistoryTexts): Promise<boolean> {
  const values = { number: String(number) };
  if (isEditing()) {
    tellEditing(texts);
    return false;
  }
  if (hasUnsavedWork()) {
    const answer = await ask<true>({
      title: texts('load.title', values),
      content: html`<p>${texts('load.unsaved')}</p>`,
      choices: [{ value: true, label: texts('load.replace', values), primary: true }],
    });
    if (answer === undefined) return false;
  }
  const result = await call(compareRoutes.getVersionFlows, { params: { number } }, { timeout: readTimeout });
  if (!result.ok) {
    tellNotLoaded(texts('load.failed', values), result.failure, texts);
    return false;
  }
  if (isEditing()) {
    tellEditing(texts);
    return false;
  }
  const items = result.value.flows.filter(
    (item): item is object => typeof item === 'object' && item !== null,
  );
  let close = (): void => {};
  if (!loadIntoEditor(items, () => close())) {
    notify({ kind: 'error', text: `${texts('load.failed', values)}. ${texts('load.unfit')}` });
    return false;
  }
  const done = texts('load.done', values);
  const actions = [{ label: words().close, run: () => {} }];
  close = tellOutcome({ kind: 'success', text: done, hint: texts('load.credentials'), actions }, true);
  return true;
}

function tellEditing(texts: HistoryTexts): void {
  notify({ id: 'millwright-close-dialog', kind: 'warning', text: texts('restore.closeDialog') });
}

function tellNotLoaded(title: string, failure: Failure, texts: HistoryTexts): void {
  notify({
    kind: 'error',
    text: `${title}. ${failureText(failure, texts)}`,
    hint: errorCode(failure, texts),
    actions: [{ label: words().close, primary: true, run: () => {} }],
  });
}
