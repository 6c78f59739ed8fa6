import type { Reason } from '../refusal-details.ts';

/** Why a key, or what opens it, is refused. Nothing of it is in a message. */
export const keyRefusals = {
  keyInvalid: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no key of a fleet: ${reason}`,
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
  sealedKeyDamaged: {
    status: 422,
    family: 'caller',
    message: ({ reason }: Reason) => `This is no key under a passphrase, or the file is damaged: ${reason}`,
  },
} as const;
