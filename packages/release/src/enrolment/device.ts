import { hash } from 'node:crypto';
import { type Clock, isAhead } from '../clock.ts';
import { digestOf, openDocument, signDocument } from '../document/document.ts';
import type { Label } from '../document/fields.ts';
import { releaseErrors } from '../errors.ts';
import type { Random } from '../keys/key-pair.ts';
import type { SealingKey, SigningKey } from '../keys/keys.ts';
import { signersOf } from '../trust/trust.ts';
import { firstTrust, followTrust, type HeldTrust } from '../trust/trust-chain.ts';
import type { EnrolmentCode } from './code.ts';
import {
  answerDocument,
  challengeDocument,
  type EnrolmentRequest,
  requestDocument,
  welcomeDocument,
} from './documents.ts';
import { wordsOf } from './words.ts';

/** The two keys that a device makes for itself. */
export interface DeviceKeys {
  readonly signing: SigningKey;
  readonly sealing: SealingKey;
}

/** What a device has to remember while it enrols. */
export interface Enrolment {
  readonly code: EnrolmentCode;
  readonly keys: DeviceKeys;
  readonly request: EnrolmentRequest;
  /** SHA-256 of the payload of the request, in hexadecimal. */
  readonly digest: string;
  readonly nonce: string;
}

/** The first step. @param name what people shall call the device @throws `release.document-invalid` */
export function beginEnrolment(
  code: EnrolmentCode,
  about: { readonly name: string; readonly keys: DeviceKeys; readonly random: Random },
): { readonly envelope: string; readonly enrolment: Enrolment } {
  const { name, keys } = about;
  const nonce = about.random(32);
  const request: EnrolmentRequest = {
    format: 1,
    code: code.key.public.keyid,
    name,
    keys: { signing: keys.signing.public.text, sealing: keys.sealing.public.text },
    commitment: hash('sha256', nonce, 'hex'),
  };
  const digest = digestOf(requestDocument.encode(request));
  return {
    envelope: signDocument(requestDocument, request, [keys.signing, code.key]),
    enrolment: { code, keys, request, digest, nonce: Buffer.from(nonce).toString('base64url') },
  };
}

/** A device that has proved itself, and waits for its welcome. */
export interface AnsweredEnrolment {
  readonly enrolment: Enrolment;
  readonly trust: HeldTrust;
  /** SHA-256 of the payload of the challenge, in hexadecimal. */
  readonly challenge: string;
  /** To be compared with those that the hub shows. */
  readonly words: readonly string[];
}

/**
 * The second step: whether this is the hub of the code, and the answer to it.
 *
 * @param chain the trust that the code names, and those after it
 * @throws `release.another-hub`, `release.mixed`, or as `followTrust` and `openDocument`
 */
export function answerChallenge(
  enrolment: Enrolment,
  source: string | Uint8Array,
  chain: readonly (string | Uint8Array)[],
): { readonly envelope: string; readonly answered: AnsweredEnrolment } {
  const { code, keys, request, digest, nonce } = enrolment;
  const [first, ...later] = chain;
  if (first === undefined) throw releaseErrors.anotherHub({ reason: 'it sends no trust' });
  const trust = followTrust(firstTrust(first, code.trust), later);
  const opened = openDocument(challengeDocument, source, signersOf(trust.trust, 'hub'));
  if (opened.content.request !== digest)
    throw releaseErrors.mixed({ reason: 'the challenge is for another request' });
  const words = wordsOf({
    trust: trust.digest,
    keys: request.keys,
    hubNonce: opened.content.nonce,
    deviceNonce: nonce,
  });
  const answer = { format: 1, challenge: opened.digest, nonce } as const;
  return {
    envelope: signDocument(answerDocument, answer, [keys.signing, code.key]),
    answered: { enrolment, trust, challenge: opened.digest, words },
  };
}

/**
 * The last step: what the device is from now on. `seen` takes the place of that of any former enrolment.
 *
 * @param clock the device's own; a hub whose time is far ahead of one that nobody doubts is not believed about the time
 * @throws as `openDocument`, and `release.mixed`, `release.another-device`
 */
export function checkWelcome(
  { enrolment, trust, challenge }: AnsweredEnrolment,
  source: string | Uint8Array,
  clock: Pick<Clock, 'now' | 'doubted'>,
): { readonly device: string; readonly labels: readonly Label[]; readonly seen: number } {
  const { content: welcome } = openDocument(welcomeDocument, source, signersOf(trust.trust, 'hub'));
  const own = enrolment.keys.signing.public.keyid;
  if (welcome.key !== own)
    throw releaseErrors.anotherDevice({
      named: `with the key ${welcome.key.slice(0, 16)}…`,
      own: `the one with the key ${own.slice(0, 16)}…`,
    });
  if (welcome.challenge !== challenge)
    throw releaseErrors.mixed({ reason: 'the welcome is for another enrolment' });
  return {
    device: welcome.device,
    labels: welcome.labels,
    seen: isAhead(welcome.issued, clock) ? 0 : welcome.issued,
  };
}
