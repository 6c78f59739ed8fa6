import { dayKey, html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { Health } from '../../common/log.ts';
import type { AuditTexts } from '../texts.ts';
import { hasAnchor } from './judge.ts';
import { symbol } from './tone.ts';

export interface CoverView {
  readonly health: Health;
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  readonly now: number;
  openSettings(): void;
}

/** Up to where the log is signed, and up to where something outside of this machine vouches for it. */
export function coverView(view: CoverView): TemplateResult {
  const { health, texts } = view;
  const signed = health.checkpoint?.size ?? 0;
  return html`<dl>
      <dt>${texts('cover.signed')}</dt>
      <dd>${upTo(signed, texts)}</dd>
      <dt>${texts('cover.anchored')}</dt>
      <dd>${upTo(health.size - health.open, texts)}</dd>
    </dl>
    ${hasAnchor(health) ? openWindow(view) : noAnchor(texts, view.openSettings)}`;
}

function upTo(size: number, texts: AuditTexts): string {
  return size === 0 ? texts('cover.nothing') : texts('cover.upTo', { seq: size - 1 });
}

function openWindow({ health, texts, format, now }: CoverView): TemplateResult {
  const { open, openSince } = health;
  if (open === 0) return html`<p>${symbol('good')} ${texts('cover.allAnchored')}</p>`;
  const text =
    openSince === undefined
      ? texts.counted('cover.open', open)
      : texts.counted('cover.openSince', open, { since: sinceText(openSince, now, texts, format) });
  return html`<p>${symbol('idle')} ${text}</p>`;
}

/** The time of day alone for today, since that is what one looks for; else with the day. */
function sinceText(time: number, now: number, { locale }: AuditTexts, format: TimeFormat): string {
  if (dayKey(time) !== dayKey(now)) return format.brief(time);
  return new Date(time).toLocaleTimeString(locale, { timeStyle: 'short' });
}

/** Why it matters, said only to those who have none. */
export function noAnchor(texts: AuditTexts, openSettings?: () => void): TemplateResult {
  return html`<div class="mw-line mw-audit-why">
    <p>${symbol('unknown')} <b>${texts('anchor.none')}</b></p>
    <p>${texts('anchor.why')}</p>
    <p>${texts('anchor.what')}</p>
    ${
      openSettings === undefined
        ? nothing
        : html`<p><button type="button" class="red-ui-button" @click=${openSettings}>${texts('anchor.add')}</button></p>`
    }
  </div>`;
}
