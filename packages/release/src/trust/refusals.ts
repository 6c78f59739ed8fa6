import type { Numbers } from '../refusal-details.ts';

/** Why a change of who counts is refused. */
export const trustRefusals = {
  keyRevoked: {
    status: 422,
    family: 'caller',
    message: ({ keyid }: { readonly keyid: string }) =>
      `It is signed by the key ${keyid.slice(0, 16)}…, which was revoked`,
  },
  oneKey: {
    status: 422,
    family: 'caller',
    message: () =>
      'The hub alone could sign releases with this trust, and this device was enrolled with two keys. Enrol it anew if that is wanted',
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
} as const;
