import { gunzipSync, gzipSync } from 'node:zlib';
import { openDocument, signDocument } from '../document/document.ts';
import { type Manifest, manifestDocument, type Part } from '../document/manifest.ts';
import type { SigningKey } from '../keys/keys.ts';
import { receiveModule } from '../parts/check-modules.ts';
import { receiveLock } from '../parts/lock.ts';
import { makeRelease } from '../parts/make-release.ts';
import { inspectModule } from '../parts/module-tarball.ts';
import { integrityOf, moduleTarball } from '../parts/tarball.fixture.ts';
import { unpacked } from '../parts/unpacked.ts';
import { hubKey, noon, otherReleaseKey, releaseKey, trust } from '../people.fixture.ts';
import { held } from '../receivers.fixture.ts';
import { signersOf, trustDocument } from '../trust/trust.ts';
import { followTrust, readTrustChain, trustChainText } from '../trust/trust-chain.ts';
import { bytesOf, digestText, entry } from './bundle.fixture.ts';
import { endOfArchive } from './header.ts';
import { blobName } from './names.ts';
import { openBundle } from './read-bundle.ts';

/** A module of the sample release, and its tarball. */
export const sampleTarball = await moduleTarball({ name: '@acme/oven', version: '1.2.3' });
const sampleModule = { ...(await inspectModule([sampleTarball])), origin: 'registry' as const };

/** Where it stands, as the lock file of the sample release says. */
export const lockText = (entry: object = {}): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      'node_modules/@acme/oven': { integrity: sampleModule.integrity, version: '1.2.3', ...entry },
    },
  });

/** A small release: flows, environment, a list of modules, one module and where it stands, with the bytes of all of them. */
export function releaseOf(version: number, label = 'Oven'): SampleRelease {
  const { manifest, parts } = makeRelease({
    name: 'oven-line',
    version,
    created: noon,
    compatible: { nodeRed: [4, 5], node: '22.18.0' },
    health: { windowSeconds: 60 },
    flows: JSON.stringify([{ id: 't', type: 'tab', label }]),
    modules: [sampleModule],
    lock: lockText(),
  });
  return { manifest, stored: [...parts.map(({ bytes }) => bytes), sampleTarball] };
}

export interface SampleRelease {
  readonly manifest: Manifest;
  readonly stored: readonly Uint8Array[];
}

export const envelopeOf = (manifest: Manifest, keys: readonly SigningKey[] = [releaseKey]): string =>
  signDocument(manifestDocument, manifest, keys);

/** Newer trust: another key signs releases from now on. */
const rotated = {
  ...trust,
  version: 2,
  roles: { ...trust.roles, release: { keys: [otherReleaseKey.public.text], threshold: 1 } },
};
export const rotatedTrust = entry(
  'trust.jsonl',
  trustChainText([signDocument(trustDocument, rotated, [releaseKey, hubKey, otherReleaseKey])]),
);

/** The entries of a release one by one, so that they can be put together in another way. */
export interface SampleEntries {
  readonly manifest: Buffer;
  /** In the order of the bundle. */
  readonly blobs: readonly Buffer[];
}

export const entriesOf = (
  { manifest, stored }: SampleRelease,
  keys?: readonly SigningKey[],
): SampleEntries => ({
  manifest: entry('manifest.json', envelopeOf(manifest, keys)),
  blobs: stored
    .map((bytes) => ({ digest: digestText(bytes), bytes }))
    .sort((one, other) => (one.digest < other.digest ? -1 : 1))
    .map(({ digest, bytes }) => entry(blobName(digest), bytes)),
});

export const fileOf = (...entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat([...entries, endOfArchive]);

/** The release with another part of this role, and a manifest that says so: signed by who means harm, or was deceived. */
export function signedPart(
  { manifest, stored }: SampleRelease,
  role: Part['role'],
  bytes: Uint8Array,
  change: Partial<Part>,
): Buffer {
  const before = manifest.parts.find((part) => part.role === role);
  const parts = manifest.parts.map((part) =>
    part === before ? { ...part, digest: digestText(bytes), size: bytes.length, ...change } : part,
  );
  const others = stored.filter((each) => digestText(each) !== before?.digest);
  const { manifest: signed, blobs } = entriesOf({
    manifest: { ...manifest, parts },
    stored: [...others, bytes],
  });
  return fileOf(signed, ...blobs);
}

/** Flows of so many equal bytes, of which the manifest says that they are so many others. */
export const signedFlows = (release: SampleRelease, bytes: number, contentSize: number): Buffer =>
  signedPart(release, 'flows', gzipSync(Buffer.alloc(bytes, ' ')), { contentSize, encoding: 'gzip' });

/** A module with this description, which the manifest calls by its right name, or by another. */
export async function signedModule(
  release: SampleRelease,
  bytes: Uint8Array,
  change: Partial<Part> = {},
): Promise<Buffer> {
  const contentSize = gunzipSync(bytes).length;
  return signedPart(release, 'module', bytes, { integrity: integrityOf(bytes), contentSize, ...change });
}

/** What came of checks that let something pass, by all that they were given, byte for byte. */
const passed = new Map<string, unknown>();

/**
 * Checks the same once: mutations of a bundle have most of its parts in common, and signatures take the longest of it all.
 * What is refused is looked at each time.
 */
async function once<Result>(given: string, check: () => Result | Promise<Result>): Promise<Result> {
  if (passed.has(given)) return passed.get(given) as Result;
  const result = await check();
  passed.set(given, result);
  return result;
}

/**
 * What a device does with a bundle, as far as its bytes are concerned: the trust in it may be a newer one, the manifest
 * has to be signed by the release key, every blob as it says, every part unpacked, every module looked at, and where each of them stands.
 *
 * @returns what was accepted, as one digest
 */
export async function acceptBundle(source: AsyncIterable<Uint8Array>): Promise<string> {
  const bundle = await openBundle(source);
  try {
    const trustText = bundle.trust ?? '';
    const current = await once(`trust ${trustText}`, () =>
      followTrust(held, trustText === '' ? [] : readTrustChain(trustText)),
    );
    const signers = signersOf(current.trust, 'release');
    const { content, digest } = await once(`manifest ${current.digest} ${bundle.manifest}`, () =>
      openDocument(manifestDocument, bundle.manifest, signers),
    );
    const accepted = [current.digest, digest];
    const checkedLater: (() => Promise<unknown>)[] = [];
    for await (const blob of bundle.blobs(content.parts)) {
      const bytes = await bytesOf(blob.content);
      const own = digestText(bytes);
      for (const part of content.parts.filter((each) => each.digest === blob.digest)) {
        if (part.role === 'lock') checkedLater.push(() => receiveLock([bytes], part, content.parts));
        accepted.push(
          await once(`part ${own} ${JSON.stringify(part)}`, async () => {
            if (part.role === 'module') await receiveModule([bytes], part);
            return digestText(await bytesOf(unpacked([bytes], part)));
          }),
        );
      }
    }
    for (const check of checkedLater) await check();
    return digestText(accepted.join());
  } finally {
    await bundle.close();
  }
}
