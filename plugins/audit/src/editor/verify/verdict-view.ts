import { html, nothing, type TemplateResult, type TimeFormat, toldText } from '@millwright/editor';
import type { Fault, UnreadAnchor, Verdict } from '../../common/log.ts';
import { symbol } from '../health/tone.ts';
import type { AuditTexts } from '../texts.ts';

export interface VerdictView {
  readonly verdict: Verdict;
  /** When the check was done. */
  readonly time: number;
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  readonly unread?: readonly UnreadAnchor[] | undefined;
  openEvent(seq: number): void;
  /** Says that it is known why there are other logs; absent without the permission. */
  readonly know: ((origins: readonly string[]) => void) | undefined;
}

const tones = { ok: 'good', tampered: 'bad', unverifiable: 'unknown' } as const;

/** What a check of the whole log found, in words. */
export function verdictView(view: VerdictView): TemplateResult {
  const { verdict, time, texts, format } = view;
  const { result, checked, pruned, anchors } = verdict;
  return html`<p class="mw-audit-verdict">
      ${symbol(tones[result])} <b>${texts(`verify.results.${result}`)}</b> ${meaning(verdict, texts)}
    </p>
    <p class="mw-hint">
      <span title=${format.exact(time)}>${texts('verify.when', { when: format.brief(time) })}</span>
      ${texts.counted('verify.checked', checked)}
      ${pruned > 0 ? texts.counted('verify.pruned', pruned) : nothing}
      ${anchors > 0 ? texts.counted('verify.anchors', anchors) : nothing}
    </p>
    ${unreadList(view)} ${result === 'unverifiable' ? otherList(view) : nothing}
    ${result === 'tampered' ? faultList(view) : nothing}`;
}

function unreadList({ unread = [], texts }: VerdictView): TemplateResult | typeof nothing {
  if (unread.length === 0) return nothing;
  return html`<ul class="mw-audit-faults">
    ${unread.map(
      ({ name, problem }) => html`<li>
        ${symbol('attention')}
        <div>
          <p>${texts('verify.unread', { name })}</p>
          <p class="mw-hint">${toldText(problem, texts)}</p>
        </div>
      </li>`,
    )}
  </ul>`;
}

function otherList({ verdict: { others = [] }, texts, know }: VerdictView): TemplateResult | typeof nothing {
  if (others.length === 0) return nothing;
  return html`<ul>
      ${others.map(({ origin, size }) => html`<li>${texts.counted('verify.otherLog', size, { origin })}</li>`)}
    </ul>
    <p>${texts('verify.others')}</p>
    ${
      know === undefined
        ? nothing
        : html`<p>
            <button type="button" class="red-ui-button" @click=${() => know(others.map(({ origin }) => origin))}>
              ${texts('verify.know')}
            </button>
          </p>`
    }`;
}

function meaning({ result, reason, faults, anchored, size }: Verdict, texts: AuditTexts): string {
  if (result === 'unverifiable') return texts(`verify.reasons.${reason ?? 'no-anchor'}`);
  if (result === 'tampered') return texts.counted('verify.found', faults.length);
  return anchored < size ? texts.counted('verify.openWindow', size - anchored) : texts('verify.allAnchored');
}

function faultList({ verdict, texts, openEvent }: VerdictView): TemplateResult {
  return html`<ul class="mw-audit-faults">
      ${verdict.faults.map(
        (fault) => html`<li>
          ${symbol('bad')}
          <div>
            <p>${place(fault, texts, openEvent)} ${texts(`verify.faults.${fault.kind}`)}</p>
            <p class="mw-hint" lang="en">${fault.message}</p>
          </div>
        </li>`,
      )}
    </ul>
    <p>${texts('verify.whatNow')}</p>`;
}

/** Which event, or which of some; nothing where that cannot be told. */
function place(
  { seq, from, to }: Fault,
  texts: AuditTexts,
  openEvent: (seq: number) => void,
): TemplateResult | typeof nothing {
  const link = (event: number, label: string): TemplateResult =>
    html`<button type="button" class="mw-audit-link" @click=${() => openEvent(event)}>${label}</button>:`;
  if (seq !== undefined) return link(seq, texts('verify.event', { seq }));
  if (from !== undefined && to !== undefined) return link(from, texts('verify.oneOf', { from, to }));
  return from === undefined ? nothing : link(from, texts('verify.event', { seq: from }));
}
