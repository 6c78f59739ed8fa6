import assert from 'node:assert/strict';
import type { ListedCertificates } from '../../common/certificate-routes.ts';
import { certificateRows, certificatesFoot } from './rows.ts';
import type { CertificateTexts } from './texts.ts';

/** Keys with their values instead of words. */
const texts: CertificateTexts = Object.assign(
  (key: string, values: object = {}) => [key, ...Object.values(values)].join(' '),
  { counted: (key: string, count: number) => `${key} ${count}`, find: () => undefined, locale: 'en-US' },
) as unknown as CertificateTexts;

const day = 86_400_000;
const now = Date.UTC(2026, 10, 26);
const certificate = {
  sha256: 'ab'.repeat(32),
  subject: 'CN=PLC',
  issuer: 'CN=PLC',
  from: now - day,
  until: now + 400 * day,
  hostNames: [],
  isAuthority: false,
};
const known = (more: Partial<ListedCertificates> = {}): ListedCertificates => ({
  applicationUri: 'urn:x',
  former: 0,
  pending: [],
  trusted: [],
  issuers: [],
  revocationLists: [],
  inMemory: false,
  used: true,
  ...more,
});
const pending = {
  ...certificate,
  endpointUrl: 'opc.tcp://plc',
  serverUri: 'urn:plc',
  since: now,
  rejected: false,
};
const own = (days: number) => ({
  own: { ...certificate, until: now + days * day, pem: '', expiresSoon: days < 30 },
});
const tones = (told: ListedCertificates): readonly string[] =>
  certificateRows(told, texts, now, () => {}).map(({ tone }) => tone);
const footOf = (told: ListedCertificates) => {
  const foot = certificatesFoot(told, texts, now, () => {});
  return foot && [foot.tone, foot.text];
};

describe('the rows of certificates', () => {
  it('are none while nobody uses OPC UA, and all as soon as somebody does', () => {
    assert.deepEqual(tones(known({ used: false })), []);
    assert.deepEqual(tones(known()), ['quiet', 'quiet', 'quiet', 'quiet']);
    assert.equal(tones(known({ used: false, ...own(400) })).length, 4);
  });

  it('tell what is to be done: a renewal, a decision, a time that is over, a list that is overdue', () => {
    assert.equal(tones(known(own(31)))[0], 'good');
    assert.equal(tones(known(own(29)))[0], 'attention');
    assert.equal(tones(known(own(-1)))[0], 'bad');
    assert.equal(tones(known({ inMemory: true, ...own(400) }))[0], 'attention');
    assert.equal(tones(known({ pending: [pending] }))[1], 'attention');
    assert.equal(tones(known({ pending: [{ ...pending, rejected: true }] }))[1], 'quiet');
    const late = { ...certificate, until: now - day };
    assert.equal(tones(known({ trusted: [{ ...late, anyTime: false }] }))[1], 'attention');
    assert.equal(tones(known({ trusted: [{ ...late, anyTime: true }] }))[1], 'quiet');
    const list = { sha256: '', issuer: 'CN=CA', updated: now - day, nextUpdate: now - 1, revoked: 0 };
    assert.equal(tones(known({ revocationLists: [list] }))[3], 'attention');
  });

  it('are found by subject and by fingerprint, as it is shown too', () => {
    const [, row] = certificateRows(known({ pending: [pending] }), texts, now, () => {});
    assert.deepEqual(row?.words.slice(0, 2), ['CN=PLC', certificate.sha256]);
    assert.ok(row?.words[2]?.startsWith('ABAB ABAB'));
  });

  it('have a foot for who waits, then for our own, and none while nothing is to be done', () => {
    assert.deepEqual(footOf(known({ pending: [pending], ...own(-1) })), [
      'attention',
      'certificates.foot.waits 1',
    ]);
    assert.deepEqual(footOf(known(own(29))), ['attention', 'certificates.foot.soon 12/25/26']);
    assert.equal(footOf(known(own(-1)))?.[0], 'bad');
    assert.equal(footOf(known({ pending: [{ ...pending, rejected: true }], ...own(400) })), undefined);
  });
});
