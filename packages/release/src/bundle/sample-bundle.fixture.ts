import { gzipSync } from 'node:zlib';
import { openDocument, signDocument } from '../document/document.ts';
import { type Manifest, manifestDocument } from '../document/manifest.ts';
import type { SigningKey } from '../keys/signing-key.ts';
import { type MadeRelease, makeRelease } from '../parts/make-release.ts';
import { unpacked } from '../parts/unpacked.ts';
import { noon, releaseKey } from '../people.fixture.ts';
import { bytesOf, digestText, entry } from './bundle.fixture.ts';
import { endOfArchive } from './header.ts';
import { blobName, inBundleOrder } from './names.ts';
import { openBundle } from './read-bundle.ts';

/** A small release: flows, environment and a list of modules, without a module. */
export const releaseOf = (version: number, name = 'Oven'): MadeRelease =>
  makeRelease({
    name: 'oven-line',
    version,
    created: noon,
    compatible: { nodeRed: [4, 5], node: '22.18.0' },
    health: { windowSeconds: 60 },
    flows: JSON.stringify([{ id: 't', type: 'tab', label: name }]),
    modules: [],
  });

export const envelopeOf = (manifest: Manifest, keys: readonly SigningKey[] = [releaseKey]): string =>
  signDocument(manifestDocument, manifest, keys);

/** The entries of a release one by one, so that they can be put together in another way. */
export interface SampleEntries {
  readonly manifest: Buffer;
  /** In the order of the bundle. */
  readonly blobs: readonly Buffer[];
}

export function entriesOf({ manifest, parts }: MadeRelease, keys?: readonly SigningKey[]): SampleEntries {
  return {
    manifest: entry('manifest.json', envelopeOf(manifest, keys)),
    blobs: inBundleOrder(parts).map(({ digest, bytes }) => entry(blobName(digest), bytes)),
  };
}

export const fileOf = (...entries: readonly Uint8Array[]): Buffer =>
  Buffer.concat([...entries, endOfArchive]);

/**
 * The release with flows of so many equal bytes, of which its manifest says that they are so many others: signed by who
 * means harm, or was deceived.
 */
export function signedFlows({ manifest, parts }: MadeRelease, bytes: number, contentSize: number): Buffer {
  const packed = gzipSync(Buffer.alloc(bytes, ' '));
  const flows = { digest: digestText(packed), size: packed.length, contentSize, encoding: 'gzip' as const };
  const changed = {
    ...manifest,
    parts: manifest.parts.map((part) => (part.role === 'flows' ? { ...part, ...flows } : part)),
  };
  const before = manifest.parts.find(({ role }) => role === 'flows');
  const stored = [...parts.filter(({ digest }) => digest !== before?.digest), { ...flows, bytes: packed }];
  return fileOf(
    entry('manifest.json', envelopeOf(changed)),
    ...inBundleOrder(stored).map((each) => entry(blobName(each.digest), each.bytes)),
  );
}

/**
 * What a device does with a bundle, as far as its bytes are concerned: the manifest has to be signed by the release key,
 * every blob as it says, every part unpacked.
 *
 * @returns what was accepted, as one digest
 */
export async function acceptBundle(source: AsyncIterable<Uint8Array>): Promise<string> {
  const bundle = await openBundle(source);
  try {
    const signers = { keys: [releaseKey.public], threshold: 1 };
    const { content, digest } = openDocument(manifestDocument, bundle.manifest, signers);
    const accepted = [digest, bundle.trust ?? ''];
    for await (const blob of bundle.blobs(content.parts)) {
      const bytes = await bytesOf(blob.content);
      for (const part of content.parts)
        if (part.digest === blob.digest) accepted.push(digestText(await bytesOf(unpacked([bytes], part))));
    }
    return digestText(accepted.join());
  } finally {
    await bundle.close();
  }
}
