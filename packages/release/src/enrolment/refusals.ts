import { type Reason, timeText } from '../refusal-details.ts';

/** Why a device, or a hub, is not believed while one enrols with the other. */
export const enrolmentRefusals = {
  anotherHub: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is not of the hub that the code names: ${reason}`,
  },
  codeExpired: {
    status: 410,
    family: 'caller',
    message: ({ expires }: { readonly expires: number }) =>
      `The enrolment code was good until ${timeText(expires)}. Make a new one on the hub`,
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
  proofWrong: {
    status: 403,
    family: 'caller',
    message: ({ reason }: Reason) => `The device could not prove what it says: ${reason}`,
  },
} as const;
