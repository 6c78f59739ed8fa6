import { type Kind, type Numbers, quoted, type Reason, timeText } from '../refusal-details.ts';

/** Why a document is refused: its form, its signatures, or what it says here and now. */
export const documentRefusals = {
  anotherDevice: {
    status: 422,
    family: 'caller',
    message: ({ named, own }: { readonly named: string; readonly own: string }) =>
      `This is meant for the device ${named}, and this is ${own}`,
  },
  belowFloor: {
    status: 422,
    family: 'caller',
    message: ({ version, floor }: { readonly version: number; readonly floor: number }) =>
      `Version ${version} of the release is older than ${floor}, the oldest that this device still takes`,
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
      `What the hub wants was good until ${timeText(expires)}: it may be held back on its way, or an old copy`,
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
      `The release may be installed only until ${timeText(expires)}`,
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
  replayed: {
    status: 409,
    family: 'caller',
    message: ({ found, known }: Numbers) =>
      `This is an old copy: it has the number ${found}, and ${known} was seen already`,
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
      `A ${kind} is wanted here, and this is ${quoted(found, 100)}`,
  },
} as const;
