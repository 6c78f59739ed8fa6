import { defineErrors } from '@millwright/schema';
import { bundleRefusals } from './bundle/refusals.ts';
import { environmentRefusals } from './environment/refusals.ts';
import { partRefusals } from './parts/refusals.ts';
import { sealRefusals } from './seal/refusals.ts';

interface Reason {
  readonly reason: string;
}
interface Kind {
  /** Of which document: `manifest`, `desired`. */
  readonly kind: string;
}
interface Numbers {
  readonly found: number;
  readonly known: number;
}

const days = (milliseconds: number): string => new Date(milliseconds).toISOString();

/**
 * Why a release, or a document that hub and device exchange, is refused. Each attack has its own code. What is in a
 * message comes from a document that may be anybody's: it is short, and never a secret.
 */
export const releaseErrors = defineErrors('release', {
  ...bundleRefusals,
  ...environmentRefusals,
  ...partRefusals,
  ...sealRefusals,
  anotherDevice: {
    status: 422,
    family: 'caller',
    message: ({ named, own }: { readonly named: string; readonly own: string }) =>
      `This is meant for the device ${named}, and this is ${own}`,
  },
  anotherHub: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is not of the hub that the code names: ${reason}`,
  },
  belowFloor: {
    status: 422,
    family: 'caller',
    message: ({ version, floor }: { readonly version: number; readonly floor: number }) =>
      `Version ${version} of the release is older than ${floor}, the oldest that this device still takes`,
  },
  codeExpired: {
    status: 410,
    family: 'caller',
    message: ({ expires }: { readonly expires: number }) =>
      `The enrolment code was good until ${days(expires)}. Make a new one on the hub`,
  },
  codeMistyped: {
    status: 400,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no enrolment code: ${reason}`,
  },
  codeUnknown: {
    status: 403,
    family: 'caller',
    message: () => 'The hub has no such enrolment code: it was taken back, or it is of another hub',
  },
  codeUsedUp: {
    status: 410,
    family: 'caller',
    message: () =>
      'Every use of the enrolment code is used up. If nobody of yours used it, find out who did; then make a new one on the hub',
  },
  copiedDevice: {
    status: 409,
    family: 'caller',
    message: ({ device }: { readonly device: string }) =>
      `Two machines report as the device ${device}: its keys were copied. Neither gets a release until one of them enrols anew`,
  },
  counterReused: {
    status: 422,
    family: 'caller',
    message: ({ counter }: { readonly counter: number }) =>
      `Two documents that differ have the same number ${counter}`,
  },
  desiredExpired: {
    status: 422,
    family: 'caller',
    message: ({ expires }: { readonly expires: number }) =>
      `What the hub wants was good until ${days(expires)}: it may be held back on its way, or an old copy`,
  },
  deviceShutOut: {
    status: 403,
    family: 'caller',
    message: ({ device }: { readonly device: string }) =>
      `The device ${device} was shut out: it has to enrol anew`,
  },
  documentInvalid: {
    status: 422,
    family: 'caller',
    message: ({ kind, reason }: Kind & Reason) => `This is no ${kind}: ${reason}`,
  },
  envelopeInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no signed document of a fleet: ${reason}`,
  },
  environmentReserved: {
    status: 422,
    family: 'caller',
    message: ({ name }: { readonly name: string }) =>
      `The environment value ${name} steers the process itself, so no hub may set it`,
  },
  expired: {
    status: 422,
    family: 'caller',
    message: ({ expires }: { readonly expires: number }) =>
      `The release may be installed only until ${days(expires)}`,
  },
  fastForward: {
    status: 422,
    family: 'caller',
    message: ({ found, known }: Numbers) =>
      `The number goes from ${known} to ${found} at once: that would shut out whatever comes after it`,
  },
  incompatible: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `The release does not fit this device: ${reason}`,
  },
  keyInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no key of a fleet: ${reason}`,
  },
  keyRevoked: {
    status: 422,
    family: 'caller',
    message: ({ keyid }: { readonly keyid: string }) =>
      `It is signed by the key ${keyid.slice(0, 16)}…, which was revoked`,
  },
  mixed: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This does not belong together: ${reason}`,
  },
  notCanonical: {
    status: 422,
    family: 'caller',
    message: ({ kind }: Kind) => `The ${kind} is not written in the canonical way (RFC 8785)`,
  },
  notInAudience: {
    status: 422,
    family: 'caller',
    message: () => 'The release is for other devices, or for other labels than this device has',
  },
  oneKey: {
    status: 422,
    family: 'caller',
    message: () =>
      'The hub alone could sign releases with this trust, and this device was enrolled with two keys. Enrol it anew if that is wanted',
  },
  passphraseWeak: {
    status: 400,
    family: 'caller',
    message: ({ least, most }: { readonly least: number; readonly most: number }) =>
      `A passphrase has ${least} to ${most} characters`,
  },
  passphraseWrong: {
    status: 403,
    family: 'caller',
    message: () => 'The passphrase does not open this key',
  },
  proofWrong: {
    status: 403,
    family: 'caller',
    message: ({ reason }: Reason) => `The device could not prove what it says: ${reason}`,
  },
  replayed: {
    status: 409,
    family: 'caller',
    message: ({ found, known }: Numbers) =>
      `This is an old copy: it has the number ${found}, and ${known} was seen already`,
  },
  sealedKeyDamaged: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no key under a passphrase, or the file is damaged: ${reason}`,
  },
  signatureWrong: {
    status: 422,
    family: 'caller',
    message: ({ kind }: Kind) => `The ${kind} was altered after it was signed`,
  },
  tooFewSignatures: {
    status: 422,
    family: 'caller',
    message: ({ kind, found, needed }: Kind & { readonly found: number; readonly needed: number }) =>
      `The ${kind} is signed by ${found} of the keys that count, and needs ${needed}`,
  },
  tooLarge: {
    status: 413,
    family: 'caller',
    message: ({ kind, limit }: Kind & { readonly limit: number }) =>
      `The ${kind} has more than ${limit.toLocaleString('en-US')} bytes`,
  },
  trustForked: {
    status: 409,
    family: 'caller',
    message: ({ version }: { readonly version: number }) =>
      `There is another version ${version} of the trust than the one that this device holds`,
  },
  trustOlder: {
    status: 409,
    family: 'caller',
    message: ({ found, known }: Numbers) =>
      `Version ${found} of the trust is older than the one that holds, ${known}`,
  },
  trustRevives: {
    status: 422,
    family: 'caller',
    message: ({ keyid }: { readonly keyid: string }) =>
      `This trust no longer says that the key ${keyid.slice(0, 16)}… was revoked`,
  },
  trustSkipped: {
    status: 409,
    family: 'caller',
    message: ({ found, known }: Numbers) =>
      `Version ${found} of the trust does not follow version ${known}: those between are missing`,
  },
  unknownFormat: {
    status: 422,
    family: 'caller',
    message: ({ kind, found, known }: Kind & Numbers) =>
      `The ${kind} has the format ${found}, and this version knows those up to ${known}. Update Millwright on this side, or on the other one`,
  },
  unsigned: {
    status: 422,
    family: 'caller',
    message: ({ kind }: Kind) => `The ${kind} is not signed`,
  },
  wrongKey: {
    status: 422,
    family: 'caller',
    message: ({ kind }: Kind) => `The ${kind} is signed only by keys that do not count for it`,
  },
  wrongKind: {
    status: 422,
    family: 'caller',
    message: ({ kind, found }: Kind & { readonly found: string }) =>
      `A ${kind} is wanted here, and this is ${found.slice(0, 100)}`,
  },
});
