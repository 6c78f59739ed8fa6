import { canonicalText } from '@millwright/schema';
import type { ByteAttack } from '../byte-attack.fixture.ts';
import { digestOf } from '../document/document.ts';
import { randomOf, sealingKeyOf } from '../people.fixture.ts';
import { type CommittedCredentials, commitmentTo, committed } from './commitment.ts';
import { sealHybrid } from './hybrid.ts';
import { openSealed, type SealedContent, type SealedFor, sealFor } from './sealed.ts';
import { type SealedDocument, sealedDocument } from './sealed-document.ts';

/** The device, what it was told to run, and the secrets that are meant for it. */
export const key = sealingKeyOf('gateway-1');
export const meant: SealedFor = {
  device: 'gateway-1',
  manifest: digestOf(Buffer.from('manifest')),
  job: 'job-0000000000000001',
};
export const given: CommittedCredentials = committed(
  { n1: { password: '4711', user: 'Ada' }, g1: { map: { PIN: '0815', has_PIN: true } } },
  randomOf('nonce'),
);
export const content: SealedContent = { committed: given, environment: { PLC_PASSWORD: 'sesame' } };
/** No error may say one of them. */
export const secrets = ['4711', '0815', 'sesame'];

export const sealed = (
  what: SealedContent = content,
  target: SealedFor = meant,
  to = key.public,
): Promise<Uint8Array> => sealFor(target, to, what, randomOf('seal'));

/** What the device does with it. */
export const acceptSealed = (bytes: Uint8Array): Promise<SealedContent> =>
  openSealed(bytes, key, meant, commitmentTo(given));

/** Sealed as it has to be, with something in it that no hub would seal. */
async function sealedAnything(value: unknown): Promise<Uint8Array> {
  const context = {
    info: Buffer.from(sealedDocument.payloadType),
    additional: Buffer.from(canonicalText({ format: 1, ...meant }) ?? ''),
  };
  const box = await sealHybrid(
    Buffer.from(canonicalText(value) ?? ''),
    key.public,
    context,
    randomOf('seal'),
  );
  const [enc = '', inside = ''] = [box.enc, box.text].map((bytes) => Buffer.from(bytes).toString('base64'));
  return sealedDocument.encode({ format: 1, ...meant, enc, box: inside });
}

const good = await sealed();
const document = sealedDocument.decode(good);
const changed = (change: object): Uint8Array => Buffer.from(canonicalText({ ...document, ...change }) ?? '');
const relabelled = (change: Partial<SealedDocument>, target: SealedFor): Promise<Uint8Array> =>
  sealed(content, target).then((bytes) =>
    sealedDocument.encode({ ...sealedDocument.decode(bytes), ...change }),
  );

const anotherDevice = { ...meant, device: 'gateway-2' };
const anotherRelease = { ...meant, manifest: digestOf(Buffer.from('another manifest')) };
const anotherJob = { ...meant, job: 'job-0000000000000002' };
const otherCredentials = committed({ n1: { password: 'other', user: 'Ada' } }, randomOf('nonce'));
const nonce = Buffer.alloc(32).toString('base64');

const rows: readonly (readonly [name: string, code: string, refused: Uint8Array])[] = [
  ['for another device', 'another-device', await sealed(content, anotherDevice)],
  ['for another release', 'seal-another-release', await sealed(content, anotherRelease)],
  ['for another job', 'seal-another-job', await sealed(content, anotherJob)],
  [
    'for another device, relabelled',
    'seal-broken',
    await relabelled({ device: meant.device }, anotherDevice),
  ],
  [
    'for another release, relabelled',
    'seal-broken',
    await relabelled({ manifest: meant.manifest }, anotherRelease),
  ],
  ['for another job, relabelled', 'seal-broken', await relabelled({ job: meant.job }, anotherJob)],
  [
    'for the key of another device',
    'seal-broken',
    await sealed(content, meant, sealingKeyOf('gateway-2').public),
  ],
  [
    'with half of another box',
    'seal-broken',
    changed({ enc: sealedDocument.decode(await sealFor(meant, key.public, content, randomOf('other'))).enc }),
  ],
  ['with a half that shares no secret', 'seal-broken', changed({ enc: nonce })],
  ['that is cut off inside', 'seal-broken', changed({ box: document.box.slice(0, 400) })],
  ['with nothing but a tag inside', 'seal-broken', changed({ box: document.box.slice(0, 20) })],
  [
    'with the credentials of another release',
    'seal-commitment',
    await sealed({ ...content, committed: otherCredentials }),
  ],
  [
    'without the credentials of the release',
    'seal-commitment',
    await sealed({ ...content, committed: undefined }),
  ],
  ['with a value that is no text', 'seal-content', await sealedAnything({ environment: { PIN: 4711 } })],
  ['without values', 'seal-content', await sealedAnything({ credentials: {}, nonce })],
  [
    'with credentials that are none',
    'seal-content',
    await sealedAnything({ environment: {}, credentials: { n1: 'sesame' }, nonce }),
  ],
  [
    'with credentials without a nonce',
    'seal-content',
    await sealedAnything({ environment: {}, credentials: {} }),
  ],
  [
    'with a short nonce',
    'seal-content',
    await sealedAnything({ environment: {}, credentials: {}, nonce: nonce.slice(4) }),
  ],
  ['with more than is known', 'seal-content', await sealedAnything({ environment: {}, more: 'sesame' })],
  ['with a text inside', 'seal-content', await sealedAnything('sesame')],
  ['with nothing inside', 'seal-content', await sealedAnything(null)],
  ['that is no JSON', 'document-invalid', Buffer.from('sesame')],
  ['with another member', 'document-invalid', changed({ more: 1 })],
  ['of a later format', 'unknown-format', changed({ format: 2 })],
  ['written in another way', 'not-canonical', Buffer.from(JSON.stringify(document, undefined, 1))],
  ['larger than any', 'too-large', Buffer.alloc(9 * 1024 * 1024, ' ')],
];

/** What is refused of what was sealed, whoever carried it. */
export const sealAttacks: readonly ByteAttack[] = rows.map(([name, code, refused]) => ({
  name: `a box ${name}`,
  refused,
  good,
  code: `release.${code}`,
}));
