import { html, nothing, type TemplateResult } from '@millwright/editor';
import type { ListedCertificate } from '../../common/certificate-routes.ts';
import { fingerprint } from './fingerprint.ts';
import { isUntimely } from './rows.ts';
import { type CertificateTexts, timeText } from './texts.ts';

type Shown = readonly [label: string, value: TemplateResult | string];

/** All that a certificate says of itself; what it does not say is left out. */
export function certificateFacts(
  certificate: ListedCertificate,
  texts: CertificateTexts,
  now: number,
  more: readonly Shown[] = [],
): TemplateResult {
  const { sha256, subject, issuer, from, until, applicationUri, hostNames, keyBits, hash, isAuthority } =
    certificate;
  const times = texts('certificates.facts.times', {
    from: timeText(from, texts),
    until: timeText(until, texts),
  });
  const key = [
    keyBits === undefined ? [] : `RSA ${keyBits}`,
    hash?.toUpperCase().replace('SHA', 'SHA-') ?? [],
  ];
  const facts: readonly Shown[] = [
    ['SHA-256', fingerprint(sha256)],
    [texts('certificates.facts.subject'), subject],
    ...(issuer === subject ? [] : [[texts('certificates.facts.issuer'), issuer] satisfies Shown]),
    ...more,
    ...(applicationUri === undefined
      ? []
      : [[texts('certificates.facts.application'), applicationUri] satisfies Shown]),
    ...(hostNames.length === 0
      ? []
      : [[texts('certificates.facts.hosts'), hostNames.join(', ')] satisfies Shown]),
    [
      texts('certificates.facts.validity'),
      html`${times}${isUntimely(certificate, now) ? html` <strong>${texts('certificates.facts.untimely')}</strong>` : nothing}`,
    ],
    [texts('certificates.facts.key'), key.flat().join(', ')],
    ...(isAuthority
      ? [[texts('certificates.facts.use'), texts('certificates.facts.authority')] satisfies Shown]
      : []),
  ];
  return html`<dl class="mw-opcua-facts">
    ${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value}</dd>`)}
  </dl>`;
}
