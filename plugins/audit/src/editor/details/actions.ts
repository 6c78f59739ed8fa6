import {
  call,
  copyText,
  failureText,
  html,
  nothing,
  notify,
  type OpenTray,
  saveFile,
  type TemplateResult,
} from '@millwright/editor';
import type { EventDetails } from '../../common/log.ts';
import { exportRoutes } from '../../common/routes.ts';
import type { AuditContext } from '../context.ts';
import { firstFilter, noFilter } from '../filter/filter.ts';
import { timeOf } from '../list/time-of.ts';

/** What can be asked further about an event, and taken along. */
export function eventActions(
  { event, digest, cover }: EventDetails,
  { texts, setFilter }: AuditContext,
  tray: OpenTray,
): TemplateResult {
  const around = (): void => {
    // What was looked at meanwhile is seldom what one looks for.
    const classes = (event.class === 'read' ? noFilter : firstFilter).classes;
    setFilter({ ...noFilter, classes, date: 'around', around: timeOf(event) }, event.seq);
    tray.close();
  };
  const whole = event.correlation ?? event.operation;
  const ofOperation = (operation: string): void => {
    setFilter({ ...noFilter, operation }, event.seq);
    tray.close();
  };
  const copy = (): void => {
    if (copyText(JSON.stringify({ event, digest }, undefined, 2)))
      notify({ kind: 'success', text: texts('details.copied') });
  };
  const prove = async (): Promise<void> => {
    const found = await call(
      exportRoutes.proveEvent,
      { params: { seq: event.seq } },
      { signal: tray.signal },
    );
    if (tray.signal.aborted) return;
    if (found.ok) saveFile(found.value.fileName, new Blob([found.value.proof], { type: 'text/plain' }));
    else
      notify({ kind: 'error', text: `${texts('details.notProved')} ${failureText(found.failure, texts)}` });
  };
  const button = (label: string, icon: string, run: () => void): TemplateResult =>
    html`<button type="button" class="red-ui-button" @click=${run}><i class="fa ${icon}" aria-hidden="true"></i> ${label}</button>`;
  return html`<div class="mw-audit-actions">
    ${button(texts('details.around'), 'fa-clock-o', around)}
    ${whole === undefined ? nothing : button(texts('details.ofOperation'), 'fa-sitemap', () => ofOperation(whole))}
    ${button(texts('details.copy'), 'fa-clipboard', copy)}
    ${cover.checkpoint === undefined || cover.problem !== undefined ? nothing : button(texts('details.prove'), 'fa-certificate', () => void prove())}
  </div>`;
}
