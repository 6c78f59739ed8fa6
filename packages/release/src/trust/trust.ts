import * as v from 'valibot';
import { defineDocument, format } from '../document/document.ts';
import type { Signers } from '../document/envelope.ts';
import { areUnique, digest, keyText, ordinal, time } from '../document/fields.ts';
import { readSigningKey } from '../keys/keys.ts';

/**
 * - `release`: "this bundle is good". Kept away from the hub, under a passphrase.
 * - `hub`: "this device shall run it". On the hub, where it signs all day.
 */
export const trustRoles = ['release', 'hub'] as const;
export type TrustRole = (typeof trustRoles)[number];

const maxKeys = 16;

const role = v.pipe(
  v.strictObject({
    keys: v.pipe(
      v.array(keyText('ed25519')),
      v.minLength(1),
      v.maxLength(maxKeys),
      v.check((keys) => areUnique(keys), 'a key stands there twice'),
    ),
    /** How many of them have to sign. */
    threshold: ordinal,
  }),
  v.check(({ keys, threshold }) => threshold <= keys.length, 'there are fewer keys than have to sign'),
);

const trustSchema = v.pipe(
  v.strictObject({
    format,
    /** 1 at first, and one more with each change. */
    version: ordinal,
    created: time,
    roles: v.strictObject({ release: role, hub: role }),
    /** Key ids that must never count again. It only grows. */
    revoked: v.pipe(v.array(digest), v.maxLength(1000)),
  }),
  v.check(
    ({ roles, revoked }) =>
      ![...roles.release.keys, ...roles.hub.keys].some((key) => revoked.includes(readSigningKey(key).keyid)),
    'a key that was revoked counts',
  ),
);

/** Which keys count, and for what. */
export interface Trust extends v.InferOutput<typeof trustSchema> {}

export const trustDocument = defineDocument<Trust>('trust', 128 * 1024, trustSchema);

/** Whose signatures count for what this role says. */
export const signersOf = ({ roles, revoked }: Trust, name: TrustRole): Signers => ({
  keys: roles[name].keys.map(readSigningKey),
  threshold: roles[name].threshold,
  revoked,
});

/** Whether keys of the hub suffice to sign a release: then who takes over the hub can ship whatever he likes. */
export const isOneKey = ({ roles: { release, hub } }: Trust): boolean =>
  hub.keys.filter((key) => release.keys.includes(key)).length >= release.threshold;
