import { isShown } from '@millwright/schema';
import * as v from 'valibot';
import { type KeyKind, readPublicKey } from '../keys/key-pair.ts';

/** SHA-256, in hexadecimal. */
export const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'it is no SHA-256 in hexadecimal'));

/** A number of something. Whole numbers only, so that every language writes a document the same way. */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Begins with 1 and only grows. */
export const ordinal = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/** How many bytes something has. */
export const size = count;
/** Milliseconds since 1970, UTC. */
export const time = v.pipe(count, v.maxValue(8_640_000_000_000_000));

/** 32 random bytes, in base64url without padding. */
export const nonce = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/, 'it is no 32 bytes in base64url'));
/** What people read, in one line. */
export const shownText = (limit: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(limit),
    v.check(isShown, 'it has a character that is not shown'),
  );

/**
 * A name that stands in file names, topics and addresses, and that nobody can mistake for another one: no capitals, no
 * blanks, no foreign letters that look alike.
 */
const plainName = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
export const releaseName = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(plainName, 'it is no name of a release'),
);
/** Given by the hub. */
export const deviceId = v.pipe(v.string(), v.maxLength(64), v.regex(plainName, 'it is no id of a device'));
/** Unique for ever: a UUID, or as good as one. It names folders, so no two may differ by capitals alone: there are none. */
export const jobId = v.pipe(v.string(), v.regex(/^[a-z0-9_-]{16,64}$/, 'it is no id of a job'));

export const label = v.strictObject({ name: shownText(64), value: shownText(200) });
export interface Label extends v.InferOutput<typeof label> {}

export const maxLabels = 64;
export const labels = v.pipe(
  v.array(label),
  v.maxLength(maxLabels),
  v.check((all) => areUnique(all.map(({ name }) => name)), 'a label stands there twice'),
);

export const areUnique = (names: readonly string[]): boolean => new Set(names).size === names.length;

export const major = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(999));
/** `22.18.0` */
export const version = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, 'it is no version as 22.18.0'),
);
/** As npm names a package. It becomes a folder, and an argument of a command: nothing begins with a hyphen or a dot. */
export const moduleName = v.pipe(
  v.string(),
  v.maxLength(214),
  v.regex(/^(?:@[a-z0-9][a-z0-9._~-]*\/)?[a-z0-9][a-z0-9._~-]*$/i, 'it is no name of a package'),
);
/** @see https://semver.org */
export const moduleVersion = v.pipe(
  v.string(),
  v.maxLength(256),
  v.regex(
    /^\d+\.\d+\.\d+(?:-[0-9a-z-]+(?:\.[0-9a-z-]+)*)?(?:\+[0-9a-z-]+(?:\.[0-9a-z-]+)*)?$/i,
    'it is no version of a package',
  ),
);
/** `linux-x64`: `process.platform` and `process.arch`. */
export const platform = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,16}-[a-z0-9]{1,16}$/, 'it is no platform'));

/** A public key as text. A key that no key can be is told here, so that nothing later has to doubt it. */
export const keyText = (kind: KeyKind) =>
  v.pipe(
    v.string(),
    v.check((text) => {
      try {
        return readPublicKey(kind, text).text === text;
      } catch {
        return false;
      }
    }, `it is no public key of the kind ${kind}`),
  );
