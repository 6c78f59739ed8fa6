import {
  copyText,
  download,
  html,
  lookOnlyLine,
  nothing,
  notify,
  saveFile,
  type TemplateResult,
} from '@millwright/editor';
import {
  certificateRoutes,
  type ListedCertificates,
  type OwnCertificate,
} from '../../common/certificate-routes.ts';
import type { CertificateActions } from './actions.ts';
import { certificateFacts } from './facts.ts';
import { type CertificateTexts, dayText } from './texts.ts';

/** Who this Node-RED is to servers: its certificate, to be given to them, and its renewal. */
export function ownView(
  known: ListedCertificates,
  texts: CertificateTexts,
  actions: CertificateActions,
  now: number,
): TemplateResult {
  const { own, applicationUri, former, inMemory } = known;
  return html`${actions.failureLine()}
    ${inMemory ? html`<div class="mw-line mw-amber" role="status"><p>${texts('certificates.inMemory')}</p></div>` : nothing}
    ${own ? renewalLine(own, texts, now) : nothing}
    <p>${texts('certificates.own.about')}</p>
    ${
      own
        ? certificateFacts(own, texts, now)
        : html`<dl><dt>${texts('certificates.facts.application')}</dt><dd>${applicationUri}</dd></dl>
            <p>${texts('certificates.own.noneYet')}</p>`
    }
    ${former > 0 ? html`<p>${texts.counted('certificates.own.former', former)}</p>` : nothing}
    ${actions.mayChange ? nothing : lookOnlyLine(texts('certificates.lookOnly'))}
    <div class="mw-opcua-actions">
      ${
        own
          ? html`<button type="button" class="red-ui-button" @click=${() => copy(own.pem, texts)}>${texts('certificates.own.copy')}</button>
              <button type="button" class="red-ui-button" @click=${() => void save(actions)}>${texts('certificates.own.download')}</button>`
          : nothing
      }
      ${
        actions.mayChange
          ? html`<button type="button" class="red-ui-button" ?disabled=${actions.busy()} @click=${() => actions.renew(own !== undefined)}>
              ${texts(own ? 'certificates.own.renew' : 'certificates.own.make')}
            </button>`
          : nothing
      }
    </div>`;
}

/** That it ends, while there is still time or not. */
function renewalLine(
  { until, expiresSoon }: OwnCertificate,
  texts: CertificateTexts,
  now: number,
): TemplateResult | typeof nothing {
  if (!expiresSoon) return nothing;
  const date = dayText(until, texts);
  const line = texts(now > until ? 'certificates.own.expiredLine' : 'certificates.own.soonLine', { date });
  return html`<div class="mw-line mw-amber" role="status">
    <p>${line} ${texts('certificates.own.renewAdvice')}</p>
  </div>`;
}

function copy(pem: string, texts: CertificateTexts): void {
  if (copyText(pem)) notify({ kind: 'success', text: texts('certificates.own.copied') });
  else notify({ kind: 'warning', text: texts('certificates.own.notCopied') });
}

async function save(actions: CertificateActions): Promise<void> {
  const file = await download(certificateRoutes.downloadOwn, {});
  if (file.ok) saveFile(file.value.fileName, file.value.content);
  else actions.failed(file.failure);
}
