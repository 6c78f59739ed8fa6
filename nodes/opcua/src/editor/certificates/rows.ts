import type { PlcRow, PlcTone, SidebarFoot } from '@millwright/editor';
import type { ListedCertificates, PendingCertificate } from '../../common/certificate-routes.ts';
import { grouped, shortName } from './fingerprint.ts';
import { type CertificateTexts, dayText } from './texts.ts';

/** What can be opened. */
export type Shown =
  | { readonly kind: 'own' }
  | { readonly kind: 'pending'; readonly sha256: string }
  | { readonly kind: 'list'; readonly list: 'trusted' | 'issuers' | 'crl' };

/** What a user has to see of certificates, one row each; nothing while nobody uses OPC UA. */
export function certificateRows(
  known: ListedCertificates,
  texts: CertificateTexts,
  now: number,
  open: (shown: Shown) => void,
): readonly PlcRow[] {
  const { own, pending, trusted, issuers, revocationLists, used } = known;
  const some = [...pending, ...trusted, ...issuers, ...revocationLists];
  if (!used && !own && some.length === 0) return [];
  const subjects = (all: readonly { readonly subject: string; readonly sha256: string }[]) =>
    all.flatMap(({ subject, sha256 }) => [subject, sha256, grouped(sha256)]);
  const late = trusted.filter((each) => !each.anyTime && isUntimely(each, now));
  const oldLists = revocationLists.filter(({ nextUpdate }) => nextUpdate !== undefined && nextUpdate < now);
  const list = (
    name: 'trusted' | 'issuers' | 'crl',
    count: number,
    wrong: number,
    words: readonly string[],
  ): PlcRow => ({
    key: `opcua-certificates-${name}`,
    tone: wrong > 0 ? 'attention' : 'quiet',
    name: texts(`certificates.list.${name}.name`),
    state: count.toLocaleString(texts.locale),
    text:
      wrong > 0
        ? texts.counted(`certificates.list.${name === 'crl' ? 'crl' : 'trusted'}.wrong`, wrong)
        : texts(`certificates.list.${name}.about`),
    words,
    open: () => open({ kind: 'list', list: name }),
  });
  return [
    ownRow(known, texts, now, () => open({ kind: 'own' })),
    ...pending.map((each) => pendingRow(each, texts, () => open({ kind: 'pending', sha256: each.sha256 }))),
    list('trusted', trusted.length, late.length, subjects(trusted)),
    list('issuers', issuers.length, 0, subjects(issuers)),
    list(
      'crl',
      revocationLists.length,
      oldLists.length,
      revocationLists.map(({ issuer }) => issuer),
    ),
  ];
}

export const isUntimely = ({ from, until }: { readonly from: number; readonly until: number }, now: number) =>
  now < from || now > until;

/** Of our own certificate: nothing to do, soon something, at once something. */
export function ownTone({ own }: ListedCertificates, now: number): PlcTone {
  if (!own) return 'quiet';
  if (now > own.until) return 'bad';
  return own.expiresSoon ? 'attention' : 'good';
}

/** How long our own certificate is good, in a word or two. */
export function ownState({ own }: ListedCertificates, texts: CertificateTexts, now: number): string {
  if (!own) return texts('certificates.own.none');
  const date = dayText(own.until, texts);
  if (now > own.until) return texts('certificates.own.expired');
  return texts(own.expiresSoon ? 'certificates.own.soon' : 'certificates.own.until', { date });
}

function ownRow(known: ListedCertificates, texts: CertificateTexts, now: number, open: () => void): PlcRow {
  const { own, applicationUri, inMemory } = known;
  const memory = inMemory ? [texts('certificates.inMemoryShort')] : [];
  return {
    key: 'opcua-certificates-own',
    tone: inMemory ? 'attention' : ownTone(known, now),
    name: texts('certificates.own.name'),
    state: ownState(known, texts, now),
    text: [...memory, applicationUri].join(' · '),
    words: own ? [own.sha256, grouped(own.sha256), own.subject] : [],
    open,
  };
}

function pendingRow(each: PendingCertificate, texts: CertificateTexts, open: () => void): PlcRow {
  const { sha256, subject, endpointUrl, rejected } = each;
  return {
    key: `opcua-certificate-${sha256}`,
    tone: rejected ? 'quiet' : 'attention',
    name: shortName(subject),
    state: texts(rejected ? 'certificates.pending.rejected' : 'certificates.pending.waits'),
    text: endpointUrl,
    words: [subject, sha256, grouped(sha256)],
    open,
  };
}

/** What somebody has to do about certificates; undefined where that is nothing. */
export function certificatesFoot(
  known: ListedCertificates,
  texts: CertificateTexts,
  now: number,
  lead: (key: string) => void,
): SidebarFoot | undefined {
  const waiting = known.pending.filter(({ rejected }) => !rejected);
  const [first] = waiting;
  if (first)
    return {
      tone: 'attention',
      text: texts.counted('certificates.foot.waits', waiting.length),
      label: texts('certificates.foot.lead', { name: shortName(first.subject) }),
      open: () => lead(`opcua-certificate-${first.sha256}`),
    };
  const tone = ownTone(known, now);
  if (!known.own || (tone !== 'attention' && tone !== 'bad')) return undefined;
  const date = dayText(known.own.until, texts);
  return {
    tone,
    text: texts(tone === 'bad' ? 'certificates.foot.expired' : 'certificates.foot.soon', { date }),
    label: texts('certificates.foot.lead', { name: texts('certificates.own.name') }),
    open: () => lead('opcua-certificates-own'),
  };
}
