import { hash } from 'node:crypto';
import { readBase64 } from '../base64.ts';
import { digestOf, type Opened, openDocument, readEnvelopeOf, signDocument } from '../document/document.ts';
import type { Label } from '../document/fields.ts';
import { releaseErrors } from '../errors.ts';
import type { Random } from '../keys/key-pair.ts';
import { readSigningKey, type SigningKey } from '../keys/keys.ts';
import type { CodeRecord } from './code.ts';
import {
  answerDocument,
  challengeDocument,
  type EnrolmentChallenge,
  type EnrolmentRequest,
  requestDocument,
  welcomeDocument,
} from './documents.ts';
import { wordsOf } from './words.ts';

/** How long a device has to answer, in milliseconds. */
export const answerTime = 300_000;

/** A device that was asked to prove itself. Plain JSON: what a hub keeps until it has. */
export interface AskedDevice {
  readonly request: EnrolmentRequest;
  readonly challenge: EnrolmentChallenge;
  /** SHA-256 of the payload of the challenge, in hexadecimal. */
  readonly digest: string;
}

/**
 * Looks at a request. It is signed by the key that it names, and by that of a code that is still good.
 *
 * @param find the code with this key id
 * @param now milliseconds since 1970
 * @param isTaken whether a device with its key was taken in already that has not been heard since: its welcome was lost on the way,
 *   so it takes nothing more from the code
 * @throws as `openDocument`, and `release.code-unknown`, `release.code-expired`, `release.code-used-up`
 */
export function checkRequest(
  source: string | Uint8Array,
  find: (keyid: string) => CodeRecord | undefined,
  now: number,
  isTaken = false,
): Opened<EnrolmentRequest> {
  const envelope = readEnvelopeOf(requestDocument, source);
  const request = requestDocument.decode(envelope.payload);
  const record = find(request.code);
  if (!record) throw releaseErrors.codeUnknown();
  const opened = openDocument(requestDocument, source, signersOf(request, record));
  if (!isTaken) checkCode(record, now);
  return opened;
}

/** What the device has to answer. @param key the hub's own */
export function makeChallenge(
  { content: request, digest }: Opened<EnrolmentRequest>,
  { key, now, random }: { readonly key: SigningKey; readonly now: number; readonly random: Random },
): { readonly envelope: string; readonly asked: AskedDevice } {
  const challenge: EnrolmentChallenge = {
    format: 1,
    request: digest,
    nonce: Buffer.from(random(32)).toString('base64url'),
    issued: now,
    expires: now + answerTime,
  };
  return {
    envelope: signDocument(challengeDocument, challenge, [key]),
    asked: { request, challenge, digest: digestOf(challengeDocument.encode(challenge)) },
  };
}

/**
 * Whether the device holds its key and the code, now. The words are to be shown until somebody has compared them.
 *
 * @param record as it is now: others may have used the code meanwhile
 * @param trust SHA-256 of the trust that the device was sent
 * @param isTaken as for `checkRequest`
 * @returns the words, and the code with one use less
 * @throws as `openDocument`, and `release.proof-wrong`, `release.code-expired`, `release.code-used-up`
 */
export function checkAnswer(
  source: string | Uint8Array,
  { request, challenge, digest }: AskedDevice,
  about: {
    readonly record: CodeRecord;
    readonly trust: string;
    readonly now: number;
    readonly isTaken?: boolean;
  },
): { readonly words: readonly string[]; readonly record: CodeRecord } {
  const { record, trust, now, isTaken = false } = about;
  const { content: answer } = openDocument(answerDocument, source, signersOf(request, record));
  if (answer.challenge !== digest) throw wrong('it answers another challenge');
  if (now >= challenge.expires) throw wrong('its answer came too late');
  const nonce = readBase64(answer.nonce, 'base64url');
  if (!nonce || hash('sha256', nonce, 'hex') !== request.commitment)
    throw wrong('it shows another number than it had drawn');
  if (!isTaken) checkCode(record, now);
  const words = wordsOf({
    trust,
    keys: request.keys,
    hubNonce: challenge.nonce,
    deviceNonce: answer.nonce,
  });
  return { words, record: isTaken ? record : { ...record, usesLeft: record.usesLeft - 1 } };
}

/** @param device the id that the hub gives it @param labels those of the code, or what somebody chose since */
export const makeWelcome = (
  { request, digest }: AskedDevice,
  about: {
    readonly device: string;
    readonly labels: readonly Label[];
    readonly now: number;
    readonly key: SigningKey;
  },
): string =>
  signDocument(
    welcomeDocument,
    {
      format: 1,
      challenge: digest,
      key: readSigningKey(request.keys.signing).keyid,
      device: about.device,
      labels: [...about.labels],
      issued: about.now,
    },
    [about.key],
  );

const signersOf = ({ keys }: EnrolmentRequest, { key }: CodeRecord) => ({
  keys: [readSigningKey(keys.signing), readSigningKey(key)],
  threshold: 2,
});

function checkCode({ expires, usesLeft }: CodeRecord, now: number): void {
  if (now >= expires) throw releaseErrors.codeExpired({ expires });
  if (usesLeft < 1) throw releaseErrors.codeUsedUp();
}

const wrong = (reason: string): Error => releaseErrors.proofWrong({ reason });
