import {
  ask,
  hasUnsavedWork,
  html,
  isEditing,
  notify,
  refreshWorkspace,
  reviewChanges,
} from '@millwright/editor';
import type { HistoryTexts } from '../texts.ts';

/**
 * `kept`: the editor shows what it showed before; `editing`: it does, since a dialog of a node is open; `reviewing`:
 * Node-RED's own view for merging is open.
 */
export type Shown = 'shown' | 'kept' | 'editing' | 'reviewing';

/** Shows in this editor what runs, in place. Work that is not deployed stays until the user says what becomes of it. */
export async function showWhatRuns(texts: HistoryTexts): Promise<Shown> {
  if (isEditing()) return 'editing';
  if (hasUnsavedWork()) {
    const answer = await ask<'discard' | 'review'>({
      title: texts('restored.unsavedTitle'),
      content: html`<p>${texts('restored.unsavedText')}</p>`,
      choices: [
        { value: 'discard', label: texts('restored.discard') },
        { value: 'review', label: texts('restored.review'), primary: true },
      ],
    });
    if (answer === 'review') {
      reviewChanges();
      return 'reviewing';
    }
    if (answer !== 'discard') return 'kept';
  }
  if (await refreshWorkspace()) return 'shown';
  if (isEditing()) return 'editing';
  notify({ kind: 'error', text: texts('restored.notShown') });
  return 'kept';
}
