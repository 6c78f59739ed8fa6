import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { OwnState } from '../../common/fleet.ts';
import type { OwnContext } from './context.ts';

/** This instance as a device, in the sidebar; drawn anew each second. */
export function ownCard(own: OwnState, { texts }: OwnContext): TemplateResult {
  return html`<p><b>${own.name ?? own.device ?? texts('own.title')}</b></p>
    ${own.hub === undefined ? nothing : html`<p class="mw-hint">${texts('own.hubLine', { url: own.hub.url })}</p>`}`;
}
