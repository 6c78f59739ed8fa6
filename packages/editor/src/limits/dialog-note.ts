import { red } from '../red.ts';
import { installStyle } from '../style.ts';
import { html, render } from '../template.ts';
import { limitStyle } from './style.ts';

/** The dialog of Node-RED's that was opened last. */
export function topTray(): Element | undefined {
  return [...document.querySelectorAll('.red-ui-tray')].at(-1);
}

/** Says something over the fields of a dialog, for as long as it is open. */
export function addDialogNote(tray: Element | undefined, text: string): void {
  const header = tray?.querySelector('.red-ui-tray-header');
  if (!header?.isConnected) return;
  installStyle(limitStyle);
  const element = document.createElement('div');
  element.className = 'mw-dialog-note';
  element.setAttribute('role', 'status');
  header.append(element);
  render(html`<i class="fa fa-lock" aria-hidden="true"></i><span>${text}</span>`, element);
  red().tray.resize();
}
