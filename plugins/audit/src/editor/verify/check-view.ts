import {
  errorCode,
  failureText,
  html,
  nothing,
  type TemplateResult,
  type TimeFormat,
  toldText,
} from '@millwright/editor';
import type { Health } from '../../common/log.ts';
import { symbol } from '../health/tone.ts';
import type { AuditTexts } from '../texts.ts';
import type { CheckState } from './check.ts';
import { verdictView } from './verdict-view.ts';

export interface CheckView {
  readonly check: CheckState;
  /** The last one that came to its end. */
  readonly verified: Health['verified'];
  readonly texts: AuditTexts;
  readonly format: TimeFormat;
  openEvent(seq: number): void;
  /** Says that it is known why there are other logs; absent without the permission. */
  readonly know: ((origins: readonly string[]) => void) | undefined;
}

/** What the last check of the whole log found, and how far the one is that runs. */
export function checkView(view: CheckView): TemplateResult {
  const { check, texts } = view;
  const { verification, failure } = check;
  return html`${verification?.state === 'running' ? progress(verification, texts) : nothing}
    <div role="status">
      ${
        verification?.state === 'cancelled'
          ? html`<p>${texts('verify.cancelled', { done: verification.done, of: verification.of })}</p>`
          : nothing
      }
      ${verification?.state === 'running' ? nothing : lastVerdict(view)}
    </div>
    ${
      verification?.state === 'failed'
        ? html`<div class="mw-line mw-amber" role="alert">
            <p>${texts('verify.failed', { done: verification.done })}</p>
            ${verification.problem === undefined ? nothing : html`<p>${toldText(verification.problem, texts)}</p>`}
          </div>`
        : nothing
    }
    ${
      failure === undefined
        ? nothing
        : html`<div class="mw-line mw-amber" role="alert">
            <p>${failureText(failure, texts)}</p>
            <p class="mw-hint">${errorCode(failure, texts)}</p>
          </div>`
    }`;
}

function progress({ done, of }: { done: number; of: number }, texts: AuditTexts): TemplateResult {
  return html`<progress
      aria-label=${texts('verify.progressLabel')}
      max=${of || nothing}
      value=${of ? done : nothing}
    ></progress>
    <p class="mw-hint">${of ? texts('verify.progress', { done, of }) : texts('verify.copying')}</p>`;
}

function lastVerdict({ check, verified, texts, format, openEvent, know }: CheckView): TemplateResult {
  const own = check.verification;
  const latest =
    own?.verdict !== undefined && own.time !== undefined && own.time > (verified?.time ?? 0)
      ? { time: own.time, verdict: own.verdict, unread: own.unread }
      : verified;
  if (latest === undefined) return html`<p>${symbol('unknown')} ${texts('verify.never')}</p>`;
  return verdictView({ ...latest, texts, format, openEvent, know });
}
