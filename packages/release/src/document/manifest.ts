import * as v from 'valibot';
import { defineDocument, format } from './document.ts';
import {
  areUnique,
  deviceId,
  digest,
  labels,
  major,
  moduleName,
  moduleVersion,
  ordinal,
  platform,
  releaseName,
  shownText,
  size,
  time,
  version,
} from './fields.ts';

const maxParts = 10_000;

/**
 * - `flows`: as Node-RED keeps them, without credentials; every release has them, once
 * - `environment`: which environment values the flows ask for
 * - `checks`: for whoever decides where it goes, such as which tests it has passed; no device goes by it
 * - `sbom`: CycloneDX
 * - `lock`: npm's `package-lock.json`: which module stands where, of which there may be several versions; see `checkLock`
 * - `module`: a tarball as npm packs it; install scripts are never run
 */
export const partRoles = ['flows', 'environment', 'checks', 'sbom', 'lock', 'module'] as const;
export type PartRole = (typeof partRoles)[number];

const part = v.strictObject({
  role: v.picklist(partRoles),
  /** Of the bytes as they are stored. */
  digest,
  /** How many bytes are stored. */
  size,
  /** How many they are once unpacked; the same where nothing is packed. */
  contentSize: size,
  /** What it is once unpacked: `application/json`, `application/x-tar` for a module. */
  media: v.pipe(v.string(), v.maxLength(100), v.regex(/^[a-z]+\/[a-z0-9.+-]+$/, 'it is no media type')),
  encoding: v.picklist(['identity', 'gzip']),
  /** Of a module, as npm names it. */
  name: v.exactOptional(moduleName),
  version: v.exactOptional(moduleVersion),
  /** As lock files write it: `sha512-…`. @see https://www.w3.org/TR/SRI/ */
  integrity: v.exactOptional(v.pipe(v.string(), v.regex(/^sha512-[A-Za-z0-9+/]{86}==$/, 'it is no sha512'))),
  /** `repacked` from what was installed: then nobody but the signer of the release vouches for it. */
  origin: v.exactOptional(v.picklist(['registry', 'repacked'])),
});
export interface Part extends v.InferOutput<typeof part> {}

const isWhole = ({ role, name, version: own, integrity, origin }: Part): boolean =>
  role === 'module'
    ? name !== undefined && own !== undefined && integrity !== undefined && origin !== undefined
    : name === undefined && own === undefined && integrity === undefined && origin === undefined;

const hasSameBytes = (parts: readonly Part[]): boolean => {
  const sizes = new Map<string, number>();
  for (const { digest: own, size: bytes } of parts) {
    if ((sizes.get(own) ?? bytes) !== bytes) return false;
    sizes.set(own, bytes);
  }
  return true;
};

/** What must hold while the device watches a release that it has switched to. */
export const health = v.strictObject({
  windowSeconds: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(86_400)),
  /** The event loop may be late by this much, in milliseconds: the 99th percentile. */
  eventLoopMilliseconds: v.exactOptional(v.pipe(ordinal, v.maxValue(60_000))),
  /** Whether connections that were up before the switch have to be up again. */
  connections: v.exactOptional(v.boolean()),
  /** The id of a node in the flows that says itself whether all is well. */
  node: v.exactOptional(shownText(64)),
});
export interface Health extends v.InferOutput<typeof health> {}

const manifestSchema = v.pipe(
  v.strictObject({
    format,
    name: releaseName,
    /** Grows with each release of this name. */
    version: ordinal,
    created: time,
    /** It may be installed until then. What is installed runs on. */
    expires: v.exactOptional(time),
    /** Once it runs, no version of this name below this one is taken: for releases that must not come back. */
    floor: v.exactOptional(ordinal),
    /** Node-RED's `rev` of the flows: SHA-256 of `JSON.stringify(flows)`. */
    rev: digest,
    /** The version of history that it was made from, or the device on which its flows were changed. */
    source: v.exactOptional(
      v.strictObject({
        version: v.exactOptional(shownText(200)),
        rev: digest,
        by: v.exactOptional(shownText(200)),
        /** By its id, and what it was called then. */
        device: v.exactOptional(v.strictObject({ id: deviceId, name: shownText(200) })),
      }),
    ),
    compatible: v.strictObject({
      /** Major versions of Node-RED, both included. */
      nodeRed: v.pipe(
        v.strictTuple([major, major]),
        v.check(([from, to]) => from <= to, 'the first is above the second'),
      ),
      /** The lowest Node.js. */
      node: version,
      platforms: v.exactOptional(v.pipe(v.array(platform), v.minLength(1), v.maxLength(32))),
    }),
    parts: v.pipe(
      v.array(part),
      v.maxLength(maxParts),
      v.check(
        (parts) => parts.filter(({ role }) => role === 'flows').length === 1,
        'it has to have flows, and once',
      ),
      v.check(
        (parts) => areUnique(parts.map(({ role, name = '', version: own = '' }) => `${role} ${name} ${own}`)),
        'a part stands there twice',
      ),
      v.check(
        (parts) => parts.every((each) => isWhole(each)),
        'what modules have is missing, or stands at another part',
      ),
      v.check((parts) => hasSameBytes(parts), 'the same digest has two sizes'),
    ),
    /**
     * Of the credentials that belong to these flows, which are sealed for each device: SHA-256 of 32 random bytes and
     * their canonical JSON. Who knows only this cannot try out PINs.
     */
    credentials: v.exactOptional(v.strictObject({ commitment: digest })),
    health,
    /** Who may run it: a device that is named, or one that has all these labels. Absent: every device. */
    audience: v.exactOptional(
      v.strictObject({
        devices: v.exactOptional(v.pipe(v.array(deviceId), v.minLength(1), v.maxLength(maxParts))),
        labels: v.exactOptional(v.pipe(labels, v.minLength(1))),
      }),
    ),
  }),
  v.check(({ version: own, floor = 1 }) => floor <= own, 'the floor is above the version'),
);

/** What a release is: signed by the release key, and vouches for every byte of it. */
export interface Manifest extends v.InferOutput<typeof manifestSchema> {}

export const manifestDocument = defineDocument<Manifest>('manifest', 4 * 1024 * 1024, manifestSchema);
