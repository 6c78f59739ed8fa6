import { noticeContent } from './notify.ts';
import { type RedNotification, type RedNotificationButton, red, textAsHtml } from './red.ts';
import { html, type TemplateResult } from './template.ts';
import { words } from './words.ts';

export interface Choice<Value> {
  readonly value: Value;
  /** Says what will happen: `Restore version 127`, never `OK`. */
  readonly label: string;
  readonly primary?: boolean;
}

export interface Question<Value> {
  readonly title: string;
  readonly content: TemplateResult;
  readonly choices: readonly Choice<Value>[];
}

let questions = 0;

/**
 * Asks in Node-RED's own modal notification. Cancel comes first and has the focus; Escape means Cancel.
 *
 * @returns the chosen value, or undefined for Cancel
 */
export function ask<Value>(question: Question<Value>): Promise<Value | undefined> {
  questions += 1;
  const titleId = `mw-question-${questions}`;
  const content = noticeContent(
    html`<p id=${titleId}>${question.title}</p>
      ${question.content}`,
  );
  return new Promise((resolve) => {
    const before = document.activeElement;
    const finish = (value: Value | undefined): void => {
      document.removeEventListener('keydown', onKey, true);
      notification.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      resolve(value);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        finish(undefined);
      } else if (event.key === 'Tab') keepFocus(notification, event);
    };
    const button = (label: string, primary: boolean, value: Value | undefined): RedNotificationButton => ({
      text: textAsHtml(label),
      ...(primary ? { class: 'primary' } : {}),
      click: () => finish(value),
    });
    const notification: RedNotification = red().notify(content, {
      modal: true,
      fixed: true,
      type: 'warning',
      width: 560,
      buttons: [
        button(words().cancel, false, undefined),
        ...question.choices.map(({ label, primary, value }) => button(label, primary ?? false, value)),
      ],
    });
    notification.setAttribute('role', 'alertdialog');
    notification.setAttribute('aria-modal', 'true');
    notification.setAttribute('aria-labelledby', titleId);
    notification.querySelector('button')?.focus();
    document.addEventListener('keydown', onKey, true);
  });
}

/** Tab stays within the question, since what lies behind the shade cannot be used. */
function keepFocus(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>('button, a[href]')];
  const edge = event.shiftKey ? stops.at(0) : stops.at(-1);
  const inside = document.activeElement !== null && dialog.contains(document.activeElement);
  if (inside && document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops.at(0))?.focus();
}
