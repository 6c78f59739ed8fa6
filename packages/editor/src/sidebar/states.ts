import type { Failure } from '../failure.ts';
import { notify } from '../notify.ts';
import { red } from '../red.ts';
import { html, nothing, type TemplateResult } from '../template.ts';
import { fill, type TextFinder } from '../text.ts';
import { textAmong } from '../told.ts';
import { words } from '../words.ts';

/** Nothing is here yet: what this is for, and the one thing to do. With the focus, short sidebars can be scrolled by keyboard. */
export function emptyState(state: {
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; run(): void };
}): TemplateResult {
  return html`<div class="mw-state" tabindex="0">
    <i class="fa ${state.icon}" aria-hidden="true"></i>
    <p class="mw-state-title">${state.title}</p>
    <p>${state.text}</p>
    ${
      state.action === undefined
        ? nothing
        : html`<div class="mw-state-buttons">
            <button type="button" class="red-ui-button" @click=${state.action.run}>${state.action.label}</button>
          </div>`
    }
  </div>`;
}

/** Seen only when it takes longer than 300 ms; says what is being done after 2 s. */
export function loadingState(doing: string): TemplateResult {
  return html`<div class="mw-skeleton" role="status">
    <span class="mw-hidden-text">${words().loading}</span>
    <div aria-hidden="true">
      ${Array.from({ length: 5 }, () => html`<div class="mw-skeleton-row"><span></span><span></span></div>`)}
    </div>
    <p class="mw-skeleton-words">${doing}</p>
  </div>`;
}

/** What happened and what to do next, in the user's language. */
export function failureText(failure: Failure, texts: TextFinder): string {
  return textAmong(failure, [texts], texts.locale);
}

/** Whether the user lacks a permission: then nothing is broken. */
export function isNotAllowed(failure: Failure): boolean {
  return failure.status === 401 || failure.status === 403;
}

export function failedState(state: {
  /** What could not be done. */
  readonly title: string;
  readonly failure: Failure;
  readonly texts: TextFinder;
  retry(): void;
}): TemplateResult {
  const { title, failure, texts, retry } = state;
  if (isNotAllowed(failure))
    return html`<div class="mw-state" role="status" tabindex="0">
      <i class="fa fa-lock" aria-hidden="true"></i>
      <p class="mw-state-title">${words().notAllowedTitle}</p>
      <p>${failureText(failure, texts)}</p>
    </div>`;
  return html`<div class="mw-state" role="alert">
    <p class="mw-state-title"><span class="mw-bad mw-symbol" aria-hidden="true">■</span> ${title}</p>
    <p>${failureText(failure, texts)}</p>
    <p class="mw-hint">${errorCode(failure, texts)}</p>
    <div class="mw-state-buttons">
      <button type="button" class="red-ui-button" @click=${retry}>${words().tryAgain}</button>
      <button type="button" class="red-ui-button" @click=${() => copyFailure(title, failure)}>${words().copyDetails}</button>
    </div>
  </div>`;
}

/** The line to search for: `Code: history.not-found`. */
export function errorCode(failure: Failure, texts: TextFinder): string {
  return fill(words().errorCode, { code: failure.code }, texts.locale);
}

/** Everything about a failure as text, for a report. */
export function copyFailure(title: string, failure: Failure): void {
  const { code, status, message, details } = failure;
  const facts = {
    title,
    code,
    status,
    message,
    details,
    time: new Date().toISOString(),
    page: location.pathname,
  };
  if (red().clipboard.copyText(JSON.stringify(facts, undefined, 2)))
    notify({ kind: 'success', text: words().detailsCopied });
}
