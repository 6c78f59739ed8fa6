import { readFileSync } from 'node:fs';
import { canonicalText } from '@millwright/schema';
import { attacksOnReleases } from './attacks/releases.fixture.ts';
import { attacksOnTrust } from './attacks/trust.fixture.ts';
import { attacksOfForm } from './attacks.fixture.ts';
import { digestOf, readEnvelopeOf, signDocument } from './document/document.ts';
import { preAuthEncoding, signEnvelope } from './document/envelope.ts';
import { type Enrolling, shortWords, wordsOf } from './enrolment/words.ts';
import { fingerprintOf } from './keys/key-pair.ts';
import type { SigningKey } from './keys/keys.ts';
import { sealSigningKey } from './keys/sealed-key.ts';
import {
  deviceKey,
  deviceSealingKey,
  hubKey,
  noon,
  otherReleaseKey,
  randomOf,
  releaseKey,
  strangersKey,
  trust,
} from './people.fixture.ts';
import {
  code,
  codeText,
  type SampleName,
  type Situation,
  samples,
  signedSample,
  usual,
} from './receivers.fixture.ts';
import { type Trust, trustDocument } from './trust/trust.ts';

/*
 * What vectors are made of: a hub, a release and a device. Their keys are published, so they sign nothing else.
 */

export const vectorsDirectory = new URL('../vectors/', import.meta.url);
export const vectorNames = ['keys', 'envelopes', 'documents', 'trust', 'enrolment', 'attacks'] as const;
export type VectorName = (typeof vectorNames)[number];

export const readVectors = <Vectors>(name: VectorName): Vectors =>
  JSON.parse(readFileSync(new URL(`${name}.json`, vectorsDirectory), 'utf8'));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const passphrase = 'correct horse, Größe 7';

const keyRow = (name: string, pair: SigningKey, seed: Uint8Array) => ({
  name,
  seed: hex(seed),
  public: pair.public.text,
  keyid: pair.public.keyid,
  fingerprint: fingerprintOf(pair.public.keyid),
});
const signingRow = (name: string, pair: SigningKey) => keyRow(name, pair, randomOf(`signing ${name}`)(32));

const type = 'application/vnd.millwright.note+json';
const note = Buffer.from('{"format":1}');
const both = [releaseKey, otherReleaseKey];
const keyTexts = (keys: readonly SigningKey[]): readonly string[] => keys.map((key) => key.public.text);

/** Envelopes, who may sign them, and what comes out: `ok` or a code. */
function envelopeRows() {
  const one = signEnvelope(type, note, [releaseKey]);
  const two = signEnvelope(type, note, both);
  const rows: readonly (readonly [
    about: string,
    envelope: string,
    keys: readonly SigningKey[],
    threshold: number,
    result: string,
  ])[] = [
    ['by the key that counts', one, [releaseKey], 1, 'ok'],
    ['by one of two', one, both, 1, 'ok'],
    ['by two of two', two, both, 2, 'ok'],
    ['by one of two, where two have to', one, both, 2, 'release.too-few-signatures'],
    [
      'by a key that counts and a stranger',
      signEnvelope(type, note, [releaseKey, strangersKey]),
      [releaseKey],
      1,
      'ok',
    ],
    ['by a stranger', one, [hubKey], 1, 'release.wrong-key'],
    ['by nobody', signEnvelope(type, note, []), [releaseKey], 1, 'release.unsigned'],
    [
      'altered',
      one.replace(note.toString('base64'), Buffer.from('{"format":2}').toString('base64')),
      [releaseKey],
      1,
      'release.signature-wrong',
    ],
    ['of another type', one.replace('note', 'nota'), [releaseKey], 1, 'release.signature-wrong'],
    ['with a blank', one.replace(':', ': '), [releaseKey], 1, 'release.not-canonical'],
    [
      'with its signatures in another order',
      JSON.stringify(reversed(two)),
      both,
      2,
      'release.envelope-invalid',
    ],
    [
      'with base64 for addresses',
      one.replace(/"sig":"[^"]*"/, (text) => text.replaceAll('+', '-').replaceAll('/', '_')),
      [releaseKey],
      1,
      'release.envelope-invalid',
    ],
  ];
  return rows.map(([about, envelope, keys, threshold, result]) => ({
    about,
    envelope,
    keys: keyTexts(keys),
    threshold,
    result,
  }));
}

function reversed(envelope: string): object {
  const { payload, payloadType, signatures } = JSON.parse(envelope);
  return { payload, payloadType, signatures: signatures.toReversed() };
}

const trustText = (own: Trust, keys: readonly SigningKey[]): string => signDocument(trustDocument, own, keys);
const secondTrust: Trust = {
  ...trust,
  version: 2,
  created: noon,
  roles: {
    ...trust.roles,
    release: { keys: keyTexts([otherReleaseKey, strangersKey]).toSorted(), threshold: 2 },
  },
  revoked: [releaseKey.public.keyid],
};
const chain = [
  trustText(trust, [releaseKey, hubKey]),
  trustText(secondTrust, [releaseKey, otherReleaseKey, strangersKey, hubKey]),
  trustText({ ...secondTrust, version: 3, created: noon + 1 }, [otherReleaseKey, strangersKey, hubKey]),
];

/** What is known when something arrives, without private keys. */
function plainSituation({ enrolment, answered, ...situation }: Partial<Situation>): object {
  return {
    ...situation,
    ...(enrolment && {
      enrolment: { request: enrolment.request, digest: enrolment.digest, nonce: enrolment.nonce },
    }),
    ...(answered && { answered: { challenge: answered.challenge, trust: answered.trust } }),
    ...('code' in situation && { code: situation.code ?? null }),
  };
}

/** Of what can be done to any document those to `desired` are enough; texts that never end are left out. */
const attackRows = [...attacksOfForm('desired'), ...attacksOnReleases, ...attacksOnTrust].filter(
  ({ refused }) => refused.length < 10_000,
);

const enrolling: Enrolling = {
  trust: usual.trust.digest,
  keys: usual.enrolment.request.keys,
  hubNonce: usual.asked.challenge.nonce,
  deviceNonce: usual.enrolment.nonce,
};

const codeRefusals: readonly (readonly [about: string, text: string, result: string])[] = [
  ['a character that no code has', codeText.replace(/.$/, 'u'), 'release.code-mistyped'],
  ['two characters in another order', codeText.replace(/^(mw1-)(.)(.)/, '$1$3$2'), 'release.code-mistyped'],
  ['cut off', codeText.slice(0, 60), 'release.code-mistyped'],
  ['a character too many', `${codeText}0`, 'release.code-mistyped'],
  ['of a later kind', codeText.replace('mw1', 'mw2'), 'release.unknown-format'],
];

const make: Readonly<Record<VectorName, () => object | Promise<object>>> = {
  keys: async () => ({
    about: 'Keys from their 32 private bytes, and one under a passphrase',
    signing: [
      signingRow('release', releaseKey),
      signingRow('other release', otherReleaseKey),
      signingRow('hub', hubKey),
      signingRow('stranger', strangersKey),
      signingRow('device', deviceKey),
    ],
    sealing: [keyRow('device', deviceSealingKey, randomOf('sealing device')(32))],
    sealed: {
      passphrase,
      text: await sealSigningKey(releaseKey, passphrase, randomOf('seal')),
      keyid: releaseKey.public.keyid,
    },
  }),
  envelopes: () => ({
    about: 'What is signed, and envelopes of it',
    encodings: [
      ['http://example.com/HelloWorld', 'hello world'],
      ['\u00f6', '\u20ac'],
      [type, note.toString()],
      ['', ''],
    ].map(([payloadType = '', payload = '']) => ({
      payloadType,
      payload,
      encoding: hex(preAuthEncoding(payloadType, Buffer.from(payload))),
    })),
    envelopes: envelopeRows(),
  }),
  documents: () => ({
    about: 'One document of each kind',
    documents: (Object.keys(samples) as SampleName[]).map((name) => {
      const { document, content, keys } = samples[name];
      const payload = document.encode(content);
      return {
        name,
        payloadType: document.payloadType,
        maxBytes: document.maxBytes,
        content,
        payload: Buffer.from(payload).toString(),
        digest: digestOf(payload),
        keys: keyTexts(keys),
        envelope: signedSample(name),
      };
    }),
  }),
  trust: () => ({
    about: 'A chain of trust, from the one that is pinned',
    pin: usual.trust.digest,
    chain,
    digests: chain.map((text) => digestOf(readEnvelopeOf(trustDocument, text).payload)),
  }),
  enrolment: () => ({
    about: 'Codes, an enrolment from its first to its last document, and the short words',
    codes: [{ text: codeText, url: code.url, trust: code.trust, public: code.key.public.text }],
    refused: codeRefusals.map(([about, text, result]) => ({ about, text, result })),
    documents: Object.fromEntries(
      (['request', 'challenge', 'answer', 'welcome'] as const).map((name) => [name, signedSample(name)]),
    ),
    shortWords,
    words: [enrolling, { ...enrolling, deviceNonce: enrolling.hubNonce }].map((each) => ({
      ...each,
      text: canonicalText(each),
      words: wordsOf(each),
    })),
  }),
  attacks: () => ({
    about: 'What is refused, and by which code',
    usual: plainSituation(usual),
    attacks: attackRows.map(({ name, arrives, refused, good, code: result, at, goodAt }) => ({
      name,
      arrives,
      refused,
      result,
      ...((arrives === 'code' || good !== signedSample(arrives)) && { good }),
      ...(at && { at: plainSituation(at) }),
      ...(goodAt && { goodAt: plainSituation(goodAt) }),
    })),
  }),
};

/** The text of a file of vectors. What looks alike must not be brought into another form by a tool that means well. */
export const vectorsText = async (name: VectorName): Promise<string> =>
  `${JSON.stringify(await make[name](), null, 2).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`;
