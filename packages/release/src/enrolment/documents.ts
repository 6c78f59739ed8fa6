import * as v from 'valibot';
import { defineDocument, format } from '../document/document.ts';
import { deviceId, digest, keyText, labels, nonce, shownText, time } from '../document/fields.ts';

const maxBytes = 16 * 1024;

const requestSchema = v.strictObject({
  format,
  /** The key id of the code: which of its codes a hub has to look at. */
  code: digest,
  /** What people shall call the device. */
  name: shownText(200),
  keys: v.strictObject({ signing: keyText('ed25519'), sealing: keyText('x25519') }),
  /** SHA-256 of the nonce that the answer shows. */
  commitment: digest,
});

/** 1. A device wants to belong to a hub. Signed by its key and by that of the code. */
export interface EnrolmentRequest extends v.InferOutput<typeof requestSchema> {}
export const requestDocument = defineDocument<EnrolmentRequest>('enrolment-request', maxBytes, requestSchema);

const challengeSchema = v.strictObject({
  format,
  /** SHA-256 of the payload of the request. */
  request: digest,
  nonce,
  issued: time,
  /** It has to be answered until then, by the clock of the hub. */
  expires: time,
});

/** 2. The hub wants the device to sign something that is new. Signed by the hub's key. */
export interface EnrolmentChallenge extends v.InferOutput<typeof challengeSchema> {}
export const challengeDocument = defineDocument<EnrolmentChallenge>(
  'enrolment-challenge',
  maxBytes,
  challengeSchema,
);

const answerSchema = v.strictObject({
  format,
  /** SHA-256 of the payload of the challenge. */
  challenge: digest,
  nonce,
});

/** 3. The device does, by its key and by that of the code. */
export interface EnrolmentAnswer extends v.InferOutput<typeof answerSchema> {}
export const answerDocument = defineDocument<EnrolmentAnswer>('enrolment-answer', maxBytes, answerSchema);

const welcomeSchema = v.strictObject({
  format,
  /** SHA-256 of the payload of the challenge. */
  challenge: digest,
  /** The key id of the device's signing key. */
  key: digest,
  /** What it is called from now on. */
  device: deviceId,
  labels,
  issued: time,
});

/** 4. The device belongs to the hub. Signed by the hub's key. */
export interface EnrolmentWelcome extends v.InferOutput<typeof welcomeSchema> {}
export const welcomeDocument = defineDocument<EnrolmentWelcome>('enrolment-welcome', maxBytes, welcomeSchema);
