import { html, type TemplateResult } from '@millwright/editor';
import type { FleetState, OwnState } from '../common/fleet.ts';
import { ownCard } from './own/card.ts';
import type { OwnContext } from './own/context.ts';
import type { FleetTexts } from './texts.ts';

/** What an instance is, and with it what the sidebar is about. */
export type Role = 'none' | 'hub' | 'device' | 'both';

export function roleOf({ hub, own }: FleetState): Role {
  const isDevice = own.stage !== 'none';
  if (hub.active) return isDevice ? 'both' : 'hub';
  return isDevice ? 'device' : 'none';
}

export interface BeginView {
  readonly texts: FleetTexts;
  makeHub(): void;
  enrol(): void;
}

/** For an instance that is nothing yet: what both are, in two sentences, and the two ways to begin. */
export function beginView({ texts, makeHub, enrol }: BeginView): TemplateResult {
  return html`<div class="mw-state" tabindex="0">
    <i class="fa fa-sitemap" aria-hidden="true"></i>
    <p class="mw-state-title">${texts('begin.title')}</p>
    <p>${texts('begin.hub')} ${texts('begin.device')}</p>
    <div class="mw-state-buttons">
      <button type="button" class="red-ui-button" @click=${makeHub}>${texts('begin.makeHub')}</button>
      <button type="button" class="red-ui-button" @click=${enrol}>${texts('begin.enrol')}</button>
    </div>
  </div>`;
}

/** This instance as a device, where it is no hub: all of the sidebar. */
export function deviceBody(own: OwnState, context: OwnContext): TemplateResult {
  return html`<div class="mw-fleet-own" tabindex="0">${ownCard(own, context)}</div>`;
}

/** The same above the devices of a hub, folded. */
export function deviceLine(own: OwnState, context: OwnContext): TemplateResult {
  return html`<details class="mw-fleet-own-line">
    <summary>${context.texts('own.title')}</summary>
    ${ownCard(own, context)}
  </details>`;
}
