import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { FleetTexts } from '../texts.ts';

/** What a user may lack a permission for. */
export type Lacked = 'change' | 'deploy' | 'export' | 'confirm' | 'compare';

export const lacksText = (
  what: Lacked,
  permission: string | undefined,
  texts: FleetTexts,
): string | undefined => (permission === undefined ? undefined : texts(`lacks.${what}`, { permission }));

/** Beside a button that cannot be pressed, which is described by `id`. */
export const lacksHint = (text: string | undefined, id: string): TemplateResult | typeof nothing =>
  text === undefined ? nothing : html`<span class="mw-hint mw-fleet-lacks" id=${id}>${text}</span>`;
