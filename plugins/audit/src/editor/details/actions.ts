import { copyText, html, nothing, notify, type OpenTray, type TemplateResult } from '@millwright/editor';
import type { EventDetails } from '../../common/log.ts';
import type { AuditContext } from '../context.ts';
import { noFilter } from '../filter/filter.ts';
import { timeOf } from '../list/groups.ts';

/** What can be asked further about an event, and taken along. */
export function eventActions(
  { event, digest }: EventDetails,
  { texts, setFilter }: AuditContext,
  tray: OpenTray,
): TemplateResult {
  const around = (): void => {
    setFilter({ ...noFilter, date: 'around', around: timeOf(event) });
    tray.close();
  };
  const whole = event.correlation ?? event.operation;
  const ofOperation = (): void => {
    if (whole !== undefined) setFilter({ ...noFilter, operation: whole });
    tray.close();
  };
  const copy = (): void => {
    if (copyText(JSON.stringify({ event, digest }, undefined, 2)))
      notify({ kind: 'success', text: texts('details.copied') });
  };
  const button = (label: string, icon: string, run: () => void): TemplateResult =>
    html`<button type="button" class="red-ui-button" @click=${run}><i class="fa ${icon}" aria-hidden="true"></i> ${label}</button>`;
  return html`<div class="mw-audit-actions">
    ${button(texts('details.around'), 'fa-clock-o', around)}
    ${whole === undefined ? nothing : button(texts('details.ofOperation'), 'fa-sitemap', ofOperation)}
    ${button(texts('details.copy'), 'fa-clipboard', copy)}
  </div>`;
}
