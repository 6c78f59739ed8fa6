import type { ErrorDeclaration } from '@millwright/schema';

export interface ComeAgain {
  /** Seconds. */
  readonly retryAfter: number;
}

/** Why a hub does not answer a device, and what people at the hub do wrong with devices. */
export const roadErrorRows = {
  addressNeeded: {
    status: 400,
    family: 'caller',
    message: () => 'Say under which address devices reach this hub: the request does not tell',
  },
  connectionReplaced: {
    status: 409,
    family: 'caller',
    message: () => 'The device has opened another connection, which takes the place of this one',
  },
  enrolmentUnknown: {
    status: 410,
    family: 'caller',
    message: () =>
      'The enrolment took too long, or the hub was restarted meanwhile: begin again with the code',
  },
  frameInvalid: {
    status: 400,
    family: 'caller',
    message: () => 'The message is none that a device sends',
  },
  hubUnavailable: {
    status: 503,
    family: 'world',
    message: ({ retryAfter }: ComeAgain) =>
      `The hub cannot reach its own data now: come again in ${retryAfter} s`,
  },
  keyKnown: {
    status: 409,
    family: 'caller',
    message: () => 'A device with this key is enrolled already, and was heard since',
  },
  noBlob: {
    status: 404,
    family: 'caller',
    message: ({ digest }: { readonly digest: string }) =>
      `Nothing with the digest ${digest.slice(0, 16)}… is wanted of this device`,
  },
  noCode: {
    status: 404,
    family: 'caller',
    message: ({ id }: { readonly id: string }) => `There is no enrolment code "${id.slice(0, 16)}…"`,
  },
  notShutOut: {
    status: 409,
    family: 'caller',
    message: ({ name }: { readonly device: string; readonly name: string }) =>
      `"${name}" has to be shut out before it is removed`,
  },
  passNeeded: {
    status: 401,
    family: 'caller',
    message: () => 'The pass is missing, or no longer good: the device has to greet the hub again',
  },
  rangeUnsatisfiable: {
    status: 416,
    family: 'caller',
    message: ({ size }: { readonly size: number }) =>
      `The file has ${size} bytes, and the range is not among them`,
  },
  tooOften: {
    status: 429,
    family: 'caller',
    message: ({ retryAfter }: ComeAgain) => `Too many requests: come again in ${retryAfter} s`,
  },
} as const satisfies Readonly<Record<string, ErrorDeclaration<never>>>;
