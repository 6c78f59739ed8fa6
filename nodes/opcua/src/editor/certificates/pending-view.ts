import { html, lookOnlyLine, type TemplateResult } from '@millwright/editor';
import type { PendingCertificate } from '../../common/certificate-routes.ts';
import type { CertificateActions } from './actions.ts';
import { certificateFacts } from './facts.ts';
import { type CertificateTexts, timeText } from './texts.ts';

/** A server that nobody has decided about; undefined once somebody has. */
export function pendingView(
  pending: PendingCertificate | undefined,
  texts: CertificateTexts,
  actions: CertificateActions,
  now: number,
): TemplateResult {
  if (!pending) return html`${actions.failureLine()}<p>${texts('certificates.pending.gone')}</p>`;
  const { endpointUrl, since, rejected } = pending;
  return html`${actions.failureLine()}
    <p>${texts(rejected ? 'certificates.pending.rejectedAbout' : 'certificates.pending.about')}</p>
    ${certificateFacts(pending, texts, now, [
      [texts('certificates.facts.met'), endpointUrl],
      ...(since > 0 ? [[texts('certificates.facts.since'), timeText(since, texts)] as const] : []),
    ])}
    ${actions.mayChange ? decisions(pending, texts, actions) : lookOnlyLine(texts('certificates.lookOnly'))}`;
}

function decisions(
  pending: PendingCertificate,
  texts: CertificateTexts,
  actions: CertificateActions,
): TemplateResult {
  const { rejected } = pending;
  return html`<div class="mw-opcua-actions">
    <button type="button" class="red-ui-button" ?disabled=${actions.busy()} @click=${() => actions.trust(pending)}>
      ${texts('certificates.pending.trust')}
    </button>
    ${
      rejected
        ? html`<button type="button" class="red-ui-button" ?disabled=${actions.busy()} @click=${() => actions.remove('pending', pending)}>
            ${texts('certificates.pending.forget')}
          </button>`
        : html`<button type="button" class="red-ui-button mw-danger" ?disabled=${actions.busy()} @click=${() => actions.reject(pending)}>
            ${texts('certificates.pending.reject')}
          </button>`
    }
  </div>`;
}
