import type { KeyObject } from 'node:crypto';

/** Who logs in. */
export type UserIdentity =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user-name'; readonly userName: string; readonly password: string }
  | {
      readonly kind: 'certificate';
      /** DER. */
      readonly certificate: Uint8Array;
      readonly privateKey: KeyObject;
    };
