import {
  call,
  errorCode,
  type Failure,
  failureText,
  html,
  nothing,
  openTray,
  type TemplateResult,
  toldText,
} from '@millwright/editor';
import type { RouteAnswer } from '@millwright/schema';
import { verifyRoutes } from '../common/routes.ts';
import type { HistoryTexts } from './texts.ts';

type Faulty = RouteAnswer<typeof verifyRoutes.verifyVersions>['faulty'][number];

interface Verification {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly checked: number;
  /** Of all versions; 0 until the first answer. */
  readonly total: number;
  readonly faulty: readonly Faulty[];
  readonly failure?: Failure;
}

/** So many that progress is seen, and few enough that Cancel is quick. */
const portion = 100;
const portionTimeout = 60_000;

/** Opens a tray in which all versions can be checked against their digests. Closing it cancels. */
export function openVerification(texts: HistoryTexts): void {
  const title = texts('verify.title');
  const tray = openTray({ title, label: title, width: 440 });
  let now: Verification = { state: 'idle', checked: 0, total: 0, faulty: [] };
  let running: AbortController | undefined;

  const show = (next: Verification): void => {
    now = next;
    if (tray.signal.aborted) return;
    const isRunning = now.state === 'running';
    tray.setPrimary({
      label: texts(isRunning ? 'verify.cancel' : now.state === 'idle' ? 'verify.button' : 'verify.again'),
      run: isRunning ? cancel : () => void run(),
    });
    tray.show(verificationView(now, texts));
  };
  const cancel = (): void => {
    running?.abort();
    show({ ...now, state: 'cancelled' });
  };
  const run = async (): Promise<void> => {
    running = new AbortController();
    const signal = AbortSignal.any([running.signal, tray.signal]);
    show({ state: 'running', checked: 0, total: 0, faulty: [] });
    let from: number | undefined;
    do {
      const query = { limit: portion, ...(from === undefined ? {} : { from }) };
      const found = await call(verifyRoutes.verifyVersions, { query }, { signal, timeout: portionTimeout });
      if (signal.aborted) return;
      if (!found.ok) return show({ ...now, state: 'failed', failure: found.failure });
      const { checked, total, faulty, next } = found.value;
      from = next;
      show({
        state: next === undefined ? 'done' : 'running',
        checked: now.checked + checked,
        total,
        faulty: [...now.faulty, ...faulty],
      });
    } while (from !== undefined);
  };
  show(now);
}

function verificationView(verification: Verification, texts: HistoryTexts): TemplateResult {
  const { state, checked, total, faulty, failure } = verification;
  const progress = texts('verify.progress', { checked, total });
  return html`<p>${texts('verify.what')}</p>
    ${
      state === 'running'
        ? html`<progress aria-label=${texts('verify.progressLabel')} max=${total || nothing} value=${total ? checked : nothing}></progress>
            <p class="mw-hint">${total ? progress : ''}</p>`
        : nothing
    }
    <div role="status">
      ${state === 'cancelled' ? html`<p>${texts('verify.cancelled', { checked, total })}</p>` : nothing}
      ${
        state === 'done' && faulty.length === 0
          ? html`<p><span class="mw-good mw-symbol" aria-hidden="true">●</span> ${texts.counted('verify.whole', checked)}</p>`
          : nothing
      }
      ${faulty.length > 0 ? faults(faulty, texts) : nothing}
    </div>
    ${
      failure === undefined
        ? nothing
        : html`<div class="mw-line mw-amber" role="alert">
            <p>${texts('verify.failed', { checked })}. ${failureText(failure, texts)}</p>
            <p class="mw-hint">${errorCode(failure, texts)}</p>
          </div>`
    }`;
}

function faults(faulty: readonly Faulty[], texts: HistoryTexts): TemplateResult {
  return html`<p><span class="mw-bad mw-symbol" aria-hidden="true">■</span> ${texts.counted('verify.faulty', faulty.length)}</p>
    <ul>
      ${faulty.map(
        ({ number, code, message }) => html`<li>
          <b>${texts('row.number', { number: String(number) })}</b>
          ${toldText({ code, message, details: { number: String(number) } }, texts)}
          <span class="mw-hint">${code}</span>
        </li>`,
      )}
    </ul>`;
}
