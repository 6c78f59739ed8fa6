import { canonicalText } from '@millwright/schema';
import type { Clock } from './clock.ts';
import { checkDesired, type LastDesired } from './desired/check-desired.ts';
import { desiredDocument } from './desired/desired.ts';
import {
  checkManifest,
  type DeviceTraits,
  type KnownVersions,
  type ManifestContext,
} from './document/check-manifest.ts';
import { type DocumentKind, digestOf, signDocument } from './document/document.ts';
import { signEnvelope } from './document/envelope.ts';
import { manifestDocument } from './document/manifest.ts';
import { type CodeRecord, makeEnrolmentCode, readEnrolmentCode } from './enrolment/code.ts';
import {
  type AnsweredEnrolment,
  answerChallenge,
  beginEnrolment,
  checkWelcome,
  type Enrolment,
} from './enrolment/device.ts';
import {
  answerDocument,
  challengeDocument,
  requestDocument,
  welcomeDocument,
} from './enrolment/documents.ts';
import { type AskedDevice, checkAnswer, checkRequest, makeChallenge } from './enrolment/hub.ts';
import type { SigningKey } from './keys/keys.ts';
import {
  acknowledged,
  adoptedFlows,
  adoption,
  clock,
  desired,
  deviceKey,
  deviceSealingKey,
  greeting,
  hours,
  hubKey,
  last,
  manifest,
  manifestDigest,
  noon,
  randomOf,
  record,
  releaseKey,
  reported,
  traits,
  trust,
} from './people.fixture.ts';
import { acknowledgedDocument, checkAcknowledged } from './reported/acknowledged.ts';
import { adoptionDocument, checkAdoption } from './reported/adoption.ts';
import { checkReported, type ReportRecord } from './reported/check-reported.ts';
import { checkGreeting, greetingDocument } from './reported/greeting.ts';
import { reportedDocument } from './reported/reported.ts';
import { type Trust, trustDocument } from './trust/trust.ts';
import { firstTrust, type HeldTrust, nextTrust } from './trust/trust-chain.ts';

/** What both sides know when a document arrives. */
export interface Situation {
  readonly trust: HeldTrust;
  readonly last: LastDesired;
  readonly clock: Clock;
  readonly wanted: ManifestContext['wanted'];
  readonly known: KnownVersions;
  readonly traits: DeviceTraits;
  readonly record: ReportRecord;
  readonly isShutOut: boolean;
  /** What the hub drew for a device that comes back. */
  readonly nonce: string;
  /** What comes beside an adoption. */
  readonly flows: string;
  readonly code: CodeRecord | undefined;
  readonly enrolment: Enrolment;
  readonly chain: readonly string[];
  readonly asked: AskedDevice;
  readonly answered: AnsweredEnrolment;
  /** The clock of the hub. */
  readonly now: number;
}

/** What arrives: a document, or the code that somebody pastes. */
export type Arrival =
  | 'manifest'
  | 'trust'
  | 'desired'
  | 'reported'
  | 'acknowledged'
  | 'greeting'
  | 'adoption'
  | 'request'
  | 'challenge'
  | 'answer'
  | 'welcome'
  | 'code';

/** Whoever gets it, as it checks it. */
export const receivers: Readonly<Record<Arrival, (source: string | Uint8Array, now: Situation) => unknown>> =
  {
    manifest: (source, { trust: { trust: own }, wanted, traits: device, known, clock: time }) =>
      checkManifest(source, { trust: own, wanted, device, known, clock: time }),
    trust: (source, { trust: held }) => nextTrust(held, source),
    desired: (source, { trust: { trust: own }, traits: { id }, last: before, clock: time }) =>
      checkDesired(source, { device: id, trust: own, last: before, clock: time }),
    reported: (source, { isShutOut, record: before }) =>
      checkReported(source, {
        device: { id: traits.id, key: deviceKey.public.text, isShutOut },
        record: before,
      }),
    acknowledged: (source, { trust: { trust: own }, traits: { id } }) =>
      checkAcknowledged(source, { device: id, trust: own }),
    greeting: (source, { isShutOut, nonce }) =>
      checkGreeting(source, { device: { id: traits.id, key: deviceKey.public.text, isShutOut }, nonce }),
    adoption: (source, { isShutOut, flows }) =>
      checkAdoption(source, {
        device: { id: traits.id, key: deviceKey.public.text, isShutOut },
        flows: Buffer.from(flows),
      }),
    request: (source, { code, now }) => checkRequest(source, () => code, now),
    challenge: (source, { enrolment, chain }) => answerChallenge(enrolment, source, chain),
    answer: (source, { asked, code = codeRecord, now }) =>
      checkAnswer(source, asked, { record: code, trust: held.digest, now }),
    welcome: (source, { answered, clock: time }) => checkWelcome(answered, source, time),
    code: (source) => readEnrolmentCode(Buffer.from(source).toString()),
  };

export const held: HeldTrust = firstTrust(
  signDocument(trustDocument, trust, [releaseKey, hubKey]),
  digestOf(trustDocument.encode(trust)),
);
export const secondTrust: Trust = { ...trust, version: 2, created: noon };

export const { text: codeText, record: codeRecord } = makeEnrolmentCode(
  {
    url: 'https://hub.example/red',
    trust: held.digest,
    expires: noon + hours,
    uses: 2,
    labels: traits.labels,
  },
  randomOf('code'),
);
export const code = readEnrolmentCode(codeText);

const keys = { signing: deviceKey, sealing: deviceSealingKey };
const begun = beginEnrolment(code, { name: 'Gateway 7', keys, random: randomOf('begun') });
const chain = [signDocument(trustDocument, trust, [releaseKey, hubKey])];
const request = checkRequest(begun.envelope, () => codeRecord, noon);
const { asked, envelope: challenge } = makeChallenge(request, {
  key: hubKey,
  now: noon,
  random: randomOf('hub'),
});
const { answered } = answerChallenge(begun.enrolment, challenge, chain);

export const usual: Situation = {
  trust: held,
  last,
  clock,
  wanted: { name: manifest.name, version: manifest.version, digest: manifestDigest, floor: 5 },
  known: { highest: 6, floor: 5 },
  traits,
  record,
  isShutOut: false,
  nonce: greeting.nonce,
  flows: adoptedFlows,
  code: codeRecord,
  enrolment: begun.enrolment,
  chain,
  asked,
  answered,
  now: noon + 1000,
};

/** A good document, who signs it, and what could be changed in it. */
export interface Sample {
  readonly document: DocumentKind<object>;
  readonly content: object;
  readonly keys: readonly SigningKey[];
  readonly change: object;
}

const sample = <Content extends object>(
  document: DocumentKind<Content>,
  content: Content,
  by: readonly SigningKey[],
  change: Partial<Content>,
): Sample => ({ document: document as DocumentKind<object>, content, keys: by, change });

/** One of each kind, which is accepted in the {@link usual} situation. */
export const samples = {
  manifest: sample(manifestDocument, manifest, [releaseKey], { expires: noon + hours }),
  trust: sample(trustDocument, secondTrust, [releaseKey, hubKey], { created: noon + 1 }),
  desired: sample(desiredDocument, desired, [hubKey], { drift: 'adopt' }),
  reported: sample(reportedDocument, reported, [deviceKey], { phase: 'idle' }),
  acknowledged: sample(acknowledgedDocument, acknowledged, [hubKey], { jobs: ['job-0000000000000010'] }),
  greeting: sample(greetingDocument, greeting, [deviceKey], { time: noon + 1 }),
  adoption: sample(adoptionDocument, adoption, [deviceKey], { time: noon + 1 }),
  request: sample(requestDocument, begun.enrolment.request, [deviceKey, code.key], { name: 'Gateway 8' }),
  challenge: sample(challengeDocument, asked.challenge, [hubKey], { expires: noon + hours }),
  answer: sample(
    answerDocument,
    { format: 1, challenge: asked.digest, nonce: begun.enrolment.nonce },
    [deviceKey, code.key],
    { nonce: 'A'.repeat(43) },
  ),
  welcome: sample(
    welcomeDocument,
    {
      format: 1,
      challenge: asked.digest,
      key: deviceKey.public.keyid,
      device: traits.id,
      labels: [...traits.labels],
      issued: noon,
    },
    [hubKey],
    { device: 'gateway-8' },
  ),
} as const satisfies Partial<Record<Arrival, Sample>>;
export type SampleName = keyof typeof samples;

/** A sample with something changed before it was signed, by its own keys or these. It need not be valid. */
export function signedSample(name: SampleName, change: object = {}, by?: readonly SigningKey[]): string {
  const { document, content, keys: own } = samples[name];
  const text = canonicalText({ ...content, ...change }) ?? '';
  return signEnvelope(document.payloadType, Buffer.from(text), by ?? own);
}
