import { actorName, html, nothing, type TemplateResult, type TimeFormat } from '@millwright/editor';
import type { EventSummary } from '../../common/log.ts';
import type { AuditTexts } from '../texts.ts';
import { timeOf } from './time-of.ts';
import { type Piece, plainText, sentence } from './words.ts';

/** What became of it, by shape: colour alone says nothing. */
export function outcomeMark({ class: kind, outcome }: Pick<EventSummary, 'class' | 'outcome'>): {
  readonly symbol: string;
  readonly tone: string;
} {
  switch (outcome) {
    case 'success':
      return kind === 'read' ? { symbol: '○', tone: 'quiet' } : { symbol: '●', tone: 'good' };
    case 'refused':
      return { symbol: '▲', tone: 'attention' };
    case 'failed':
      return { symbol: '■', tone: 'bad' };
    case 'unknown':
      return { symbol: '◌', tone: 'attention' };
    case undefined:
      return { symbol: '○', tone: 'quiet' };
  }
}

/**
 * One event in the list: what became of it, number, who, when; below it what it was.
 *
 * @param suspect it is not, or may not be, what was written
 */
export function eventRow(
  event: EventSummary,
  texts: AuditTexts,
  format: TimeFormat,
  now: number,
  suspect: boolean,
): TemplateResult {
  const { symbol, tone } = outcomeMark(event);
  const time = timeOf(event);
  const pieces = sentence(event, texts);
  return html`<div class="mw-row-first">
      <span class="mw-row-symbol mw-symbol mw-${tone}" aria-hidden="true">${symbol}</span>
      <span class="mw-row-id">#${String(event.seq)}</span>
      <span class="mw-hidden-text">${texts(`outcome.${event.outcome ?? 'begun'}`)}</span>
      <span class="mw-row-grow">${actorName(event.actor, texts)}</span>
      <time class="mw-row-end" datetime=${event.time} title=${format.exact(time)}>${format.short(time, now)}</time>
    </div>
    <div class="mw-row-second" title=${plainText(pieces)}>
      ${suspect ? html`<b class="mw-bad">■ ${texts('row.suspect')}</b>` : nothing}
      <span class="mw-row-grow ${event.class === 'read' ? 'mw-quiet' : ''}">${drawPieces(pieces)}</span>
    </div>`;
}

/** A sentence; what users call things is bold. */
export function drawPieces(pieces: readonly Piece[]): (string | TemplateResult)[] {
  return pieces.map(({ text, strong }) => (strong ? html`<b>${text}</b>` : text));
}
