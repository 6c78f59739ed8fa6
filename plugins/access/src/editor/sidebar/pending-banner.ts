import { ask, call, failureText, html, notify, type TemplateResult } from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import { policyRoutes } from '../../common/routes.ts';
import type { State } from '../../common/state.ts';
import type { AccessTexts } from '../texts.ts';

export interface PendingContext {
  readonly pending: NonNullable<State['pending']>;
  /** The revision that holds until then; undefined for those who may not change it. */
  readonly revision: number | undefined;
  readonly texts: AccessTexts;
  readonly now: number;
  reload(): void;
}

/** `4:59`, `23:59:59` */
export function timeLeft(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (number: number): string => String(number).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  return hours === 0
    ? `${minutes}:${two(seconds % 60)}`
    : `${hours}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** That rules are on trial, how long, and the ways out. */
export function pendingBanner(context: PendingContext): TemplateResult {
  const { pending, revision, texts, now } = context;
  const left = timeLeft(pending.revertsAt - now);
  return html`<div class="mw-access-pending">
    <p>
      <span class="mw-symbol mw-attention" aria-hidden="true">▲</span> ${texts('pending.text')}
      <b role="timer" aria-label=${texts('pending.left')}>${left}</b>
    </p>
    ${revision === undefined ? html`` : buttons({ ...context, revision })}
  </div>`;
}

function buttons(context: PendingContext & { readonly revision: number }): TemplateResult {
  const { pending, revision, texts } = context;
  const keep = (): void =>
    void tell(call(policyRoutes.confirmPolicy, { body: { revision } }), texts('pending.kept'), context);
  const revert = async (): Promise<void> => {
    const sure = await ask({
      title: texts('pending.revertTitle'),
      content: html`<p>${texts('pending.revertText', { number: String(pending.revertsTo) })}</p>`,
      choices: [{ value: true, label: texts('pending.revertNow') }],
    });
    if (!sure) return;
    const body = { revision, to: pending.revertsTo };
    await tell(call(policyRoutes.revertPolicy, { body }), texts('pending.reverted'), context);
  };
  return html`<div class="mw-access-buttons">
    <button type="button" class="red-ui-button red-ui-button-small" @click=${keep}>${texts('pending.keep')}</button>
    <button type="button" class="red-ui-button red-ui-button-small" @click=${() => void revert()}>
      ${texts('pending.revert')}
    </button>
  </div>`;
}

async function tell(
  asked: Promise<
    | { ok: true; value: RouteAnswer<typeof policyRoutes.confirmPolicy> }
    | { ok: false; failure: Parameters<typeof failureText>[0] }
  >,
  done: string,
  { texts, reload }: PendingContext,
): Promise<void> {
  const result = await asked;
  if (result.ok) notify({ id: 'millwright-access', kind: 'success', text: done });
  else notify({ id: 'millwright-access', kind: 'error', text: failureText(result.failure, texts) });
  reload();
}
