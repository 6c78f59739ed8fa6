import { html, lookOnlyLine, nothing, repeat, type TemplateResult } from '@millwright/editor';
import type {
  ImportList,
  ListedCertificate,
  ListedCertificates,
  ListedRevocationList,
  TrustedCertificate,
} from '../../common/certificate-routes.ts';
import type { CertificateActions } from './actions.ts';
import { certificateFacts } from './facts.ts';
import { fingerprint, shortName } from './fingerprint.ts';
import { isUntimely } from './rows.ts';
import { type CertificateTexts, timeText } from './texts.ts';

/** One of the lists that people keep, with what can be done about each entry and a way to bring another one. */
export function listView(
  list: ImportList,
  known: ListedCertificates,
  texts: CertificateTexts,
  actions: CertificateActions,
  now: number,
): TemplateResult {
  const entries = entriesOf(list, known, texts, actions, now);
  return html`${actions.failureLine()}
    <p>${texts(`certificates.list.${list}.explained`)}</p>
    ${actions.mayChange ? importField(list, texts, actions) : lookOnlyLine(texts('certificates.lookOnly'))}
    ${
      entries.length === 0
        ? html`<p>${texts(`certificates.list.${list}.empty`)}</p>`
        : repeat(
            entries,
            ({ sha256 }) => sha256,
            ({ view }) => view,
          )
    }`;
}

interface Entry {
  readonly sha256: string;
  readonly view: TemplateResult;
}

function entriesOf(
  list: ImportList,
  { trusted, issuers, revocationLists }: ListedCertificates,
  texts: CertificateTexts,
  actions: CertificateActions,
  now: number,
): readonly Entry[] {
  switch (list) {
    case 'trusted':
      return trusted.map((each) => ({
        sha256: each.sha256,
        view: trustedView(each, texts, actions, now),
      }));
    case 'issuers':
      return issuers.map((each) => ({ sha256: each.sha256, view: issuerView(each, texts, actions, now) }));
    case 'crl':
      return revocationLists.map((each) => ({
        sha256: each.sha256,
        view: revocationView(each, texts, actions, now),
      }));
  }
}

function importField(list: ImportList, texts: CertificateTexts, actions: CertificateActions): TemplateResult {
  const take = ({ currentTarget }: Event): void => {
    const input = currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    // The same file may be chosen once more.
    input.value = '';
    if (file) actions.bring(list, file);
  };
  return html`<div class="mw-field">
    <label for="mw-opcua-import">${texts(`certificates.list.${list}.import`)}</label>
    <input
      type="file"
      id="mw-opcua-import"
      accept=".der,.cer,.crt,.pem,.crl"
      ?disabled=${actions.busy()}
      @change=${take}
    />
  </div>`;
}

function trustedView(
  each: TrustedCertificate,
  texts: CertificateTexts,
  actions: CertificateActions,
  now: number,
): TemplateResult {
  const { anyTime } = each;
  const isLate = isUntimely(each, now);
  const override =
    isLate || anyTime
      ? html`<p>${texts(anyTime ? 'certificates.anyTime.is' : 'certificates.anyTime.about')}</p>
          ${
            actions.mayChange
              ? html`<button type="button" class="red-ui-button" ?disabled=${actions.busy()} @click=${() => actions.setAnyTime(each, !anyTime)}>
                  ${texts(anyTime ? 'certificates.anyTime.end' : 'certificates.anyTime.allow')}
                </button>`
              : nothing
          }`
      : nothing;
  return entry('trusted', each, texts, actions, html`${certificateFacts(each, texts, now)}${override}`);
}

const issuerView = (
  each: ListedCertificate,
  texts: CertificateTexts,
  actions: CertificateActions,
  now: number,
): TemplateResult => entry('issuers', each, texts, actions, certificateFacts(each, texts, now));

function revocationView(
  each: ListedRevocationList,
  texts: CertificateTexts,
  actions: CertificateActions,
  now: number,
): TemplateResult {
  const { sha256, issuer, updated, nextUpdate, revoked } = each;
  const next =
    nextUpdate === undefined
      ? nothing
      : html`<dt>${texts('certificates.facts.nextUpdate')}</dt>
          <dd>
            ${timeText(nextUpdate, texts)}
            ${nextUpdate < now ? html`<strong>${texts('certificates.facts.old')}</strong>` : nothing}
          </dd>`;
  const facts = html`<dl class="mw-opcua-facts">
    <dt>SHA-256</dt><dd>${fingerprint(sha256)}</dd>
    <dt>${texts('certificates.facts.updated')}</dt><dd>${timeText(updated, texts)}</dd>
    ${next}
    <dt>${texts('certificates.facts.revoked')}</dt><dd>${revoked.toLocaleString(texts.locale)}</dd>
  </dl>`;
  return entry('crl', { sha256, subject: issuer }, texts, actions, facts);
}

function entry(
  list: ImportList,
  each: { readonly sha256: string; readonly subject: string },
  texts: CertificateTexts,
  actions: CertificateActions,
  content: TemplateResult,
): TemplateResult {
  const name = shortName(each.subject);
  return html`<section class="mw-opcua-entry" aria-label=${name}>
    <h3>${name}</h3>
    ${content}
    ${
      actions.mayChange
        ? html`<button
            type="button"
            class="red-ui-button mw-danger"
            aria-label=${texts('certificates.removeOne', { name })}
            ?disabled=${actions.busy()}
            @click=${() => actions.remove(list, each)}
          >
            ${texts('certificates.remove')}
          </button>`
        : nothing
    }
  </section>`;
}
