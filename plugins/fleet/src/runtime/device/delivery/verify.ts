import {
  type Clock,
  checkedBlob,
  checkManifest,
  type DeviceTraits,
  type HeldTrust,
  type KnownVersions,
  type Manifest,
  openSealed,
  receive,
  releaseErrors,
  type SealedContent,
  type SealingKey,
} from '@millwright/release';
import type { Desired } from '@millwright/rollout';
import { type CodedError, isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { type Carry, type EffectOf, finalFailure } from '../carry.ts';
import type { SlotModule } from '../slot-mark.ts';
import type { Blobs } from './blobs.ts';
import { readLockFile, topModules } from './lock-file.ts';
import { ReleaseOnDisk } from './release-on-disk.ts';
import { envelopeIn, readManifest } from './stored-manifest.ts';

type Release = EffectOf<'verify'>['release'];

/** What the device is, and knows, when it looks at a release. */
export interface Circumstances {
  readonly trust: HeldTrust;
  readonly traits: DeviceTraits;
  readonly clock: Clock;
  readonly key: SealingKey;
  /** Of the releases of that name. */
  readonly known: KnownVersions | undefined;
  /** What is wanted in this job. */
  readonly wish: Pick<Desired, 'environment' | 'sealed'>;
}

export interface VerifyOptions {
  readonly blobs: Blobs;
  readonly look: (job: string, release: Release) => Circumstances;
  /** Whether this process would have to be started again to run these modules. */
  readonly needsRestart: (modules: readonly SlotModule[]) => Promise<boolean>;
}

/** Whether all of a release may run here, as it lies on the disk. */
export function verifyWith({ blobs, look, needsRestart }: VerifyOptions): Carry['verify'] {
  return async ({ job, release }, signal) => {
    const here = look(job, release);
    const manifest = await believed(blobs, release, here);
    const stored = new ReleaseOnDisk(blobs, manifest);
    let lock: string | undefined;
    try {
      await stored.check(signal);
      lock = await stored.lock();
    } catch (error) {
      throw isOfTheDisk(error) ? error : judged(error, { counts: true });
    }
    try {
      const { environment } = await openBox(blobs, { job, release, manifest, here });
      receive({ environment: here.wish.environment, sealed: environment });
    } catch (error) {
      throw isOfTheDisk(error) ? error : judged(error);
    }
    const { health, floor } = manifest;
    const restart = await needsRestart(lock === undefined ? [] : topModules(readLockFile(lock)));
    return { kind: 'verified', restart, health, ...(floor !== undefined && { floor }) };
  };
}

/** The manifest, once it was found that this device may run what it says. @throws as `checkManifest`, finally */
export async function believed(blobs: Blobs, release: Release, here: Circumstances): Promise<Manifest> {
  const { trust, traits, clock, known } = here;
  let envelope: Buffer;
  try {
    envelope = await envelopeIn(blobs.read(release.digest));
    readManifest(envelope, release.digest);
  } catch (error) {
    // The hub signed the digest, so it is the file that is not what it was.
    if (!fleetErrors.blobLost.is(error)) await blobs.remove(release.digest);
    throw error;
  }
  try {
    const { name, version, digest, floor } = release;
    const wanted = { name, version, digest, ...(floor !== undefined && { floor }) };
    const context = { trust: trust.trust, wanted, device: traits, clock };
    return checkManifest(envelope, { ...context, ...(known && { known }) }).content;
  } catch (error) {
    throw judged(error);
  }
}

/** What the device gets in secret. @throws as `openSealed`; `release.seal-commitment` too where the release has credentials and nothing came */
export async function openBox(
  blobs: Blobs,
  {
    job,
    release,
    manifest,
    here,
  }: {
    readonly job: string;
    readonly release: Release;
    readonly manifest: Manifest;
    readonly here: Circumstances;
  },
): Promise<SealedContent> {
  const { sealed } = here.wish;
  const commitment = manifest.credentials?.commitment;
  if (!sealed) {
    if (commitment !== undefined) throw releaseErrors.sealCommitment();
    return { committed: undefined, environment: {} };
  }
  const bytes: Uint8Array[] = [];
  for await (const chunk of checkedBlob(blobs.read(sealed.digest), sealed)) bytes.push(chunk);
  const expected = { device: here.traits.id, manifest: release.digest, job };
  return await openSealed(Buffer.concat(bytes), here.key, expected, commitment);
}

/** The same bytes would be judged alike again. */
const judged = (error: unknown, { counts = false } = {}): unknown =>
  isCodedError(error) ? finalFailure(error as CodedError, { counts }) : error;

/** A file that was spoilt or lost after it was fetched is fetched again. */
const isOfTheDisk = (error: unknown): boolean =>
  [fleetErrors.blobLost, releaseErrors.blobDigest, releaseErrors.blobSize].some((one) => one.is(error));
