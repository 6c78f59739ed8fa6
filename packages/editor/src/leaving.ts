import { ask } from './confirm.ts';
import { html } from './template.ts';
import type { OpenTray } from './tray.ts';
import { words } from './words.ts';

/** Asks before what was changed in a tray is lost. */
export function askBeforeLeaving(tray: OpenTray, isChanged: () => boolean): void {
  tray.beforeLeaving(async () => {
    if (!isChanged()) return true;
    const discard = await ask({
      title: words().unsavedTitle,
      content: html`<p>${words().unsavedText}</p>`,
      choices: [{ value: true, label: words().unsavedDiscard }],
    });
    return discard ?? false;
  });
}
