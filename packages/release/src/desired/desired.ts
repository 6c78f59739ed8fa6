import * as v from 'valibot';
import { defineDocument, format } from '../document/document.ts';
import {
  areUnique,
  deviceId,
  digest,
  jobId,
  labels,
  ordinal,
  releaseName,
  shownText,
  size,
  time,
} from '../document/fields.ts';
import { health } from '../document/manifest.ts';
import { environmentName, environmentText } from '../environment/value.ts';

const environmentValue = v.union([
  v.strictObject({ name: environmentName, value: environmentText }),
  /** A secret one: what it is stands in the sealed part. */
  v.strictObject({ name: environmentName, sealed: v.literal(true) }),
]);
export type EnvironmentValue = v.InferOutput<typeof environmentValue>;

export const driftPolicies = ['report', 'revert', 'adopt'] as const;

const desiredSchema = v.pipe(
  v.strictObject({
    format,
    device: deviceId,
    /** The key id of the hub's key that signs. */
    hub: digest,
    /** Grows with each document for this device. */
    counter: ordinal,
    /** This delivery: whatever comes of it is reported under this id, once for all. */
    job: jobId,
    issued: time,
    /** The hub renews it before. Later it is an old copy, or one that was held back. */
    expires: v.exactOptional(time),
    /** What an expired one means for what runs: never more than a warning. */
    onExpiry: v.literal('warn'),
    /** Absent: whatever runs shall go on running. */
    release: v.exactOptional(
      v.pipe(
        v.strictObject({
          name: releaseName,
          version: ordinal,
          /** Of the payload of its manifest. */
          digest,
          /** Of the whole bundle, for the room on the disk and for progress. How far is read its manifest says. */
          size,
          /** From now on the device takes no version of this name below this one. It only grows. */
          floor: v.exactOptional(ordinal),
        }),
        v.check(
          ({ version, floor = 1 }) => floor <= version,
          'the floor is above the version that shall run',
        ),
      ),
    ),
    environment: v.pipe(
      v.array(environmentValue),
      v.maxLength(500),
      v.check(
        (values) => areUnique(values.map(({ name }) => name)),
        'an environment value stands there twice',
      ),
    ),
    /** Credentials and secret environment values, sealed for this device and this job. */
    sealed: v.exactOptional(v.strictObject({ digest, size })),
    /**
     * Another one once a value is another one, also a secret one, and told by none: a release that failed here is tried again
     * with others. Absent: they count as the same.
     */
    values: v.exactOptional(digest),
    /** What the device does about local changes. */
    drift: v.picklist(driftPolicies),
    /** Beside what the release says: of both the stricter counts, so that the hub's key alone has no less looked at. */
    health: v.exactOptional(health),
    /** What the hub calls the device, and which labels it has there; absent: as before. */
    name: v.exactOptional(shownText(200)),
    labels: v.exactOptional(labels),
  }),
  v.check(
    ({ environment, sealed }) => sealed !== undefined || !environment.some((each) => 'sealed' in each),
    'an environment value is sealed, and there is no sealed part',
  ),
);

/** What the hub wants of one device. It is signed by the hub's key, and says nothing of what is in a release. */
export interface Desired extends v.InferOutput<typeof desiredSchema> {}

export const desiredDocument = defineDocument<Desired>('desired', 64 * 1024, desiredSchema);

/**
 * Names that steer the process itself, its libraries, npm or a shell: with one of these who has only the hub's key could
 * have other code run than the release key signed. Values are for the flows, and no process is started with them; this is
 * the second net.
 */
const reserved =
  /^(?:(?:NODE|NPM|YARN|LD|DYLD|MALLOC|GLIBC|OPENSSL|SSL|SSH|GIT|MILLWRIGHT)_.*|(?:PYTHON|PERL|RUBY|JAVA|BASH_FUNC).*|(?:BASH_)?ENV|GCONV_PATH|LOCPATH|HOSTALIASES|NODE|PATH|PATHEXT|HOME|SHELL|COMSPEC|SYSTEMROOT|IFS|PS4|EDITOR|PAGER)$/i;

/** Whether no hub may set it. To be asked when people enter it, and again on the device. */
export const isReservedEnvironment = (name: string): boolean => reserved.test(name);
