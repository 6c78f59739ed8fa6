import type { Blobs } from './blobs.ts';
import { envelopeIn, readManifest } from './stored-manifest.ts';

/**
 * Removes what was fetched, but for what is in the releases of these manifests: the next one has most of it too.
 *
 * @param releases digests of manifests
 */
export async function discardBlobs(blobs: Blobs, releases: readonly string[]): Promise<void> {
  const kept = new Set(releases);
  for (const release of releases)
    try {
      const { parts } = readManifest(await envelopeIn(blobs.read(release)), release);
      for (const { digest } of parts) kept.add(digest);
    } catch {
      // Nothing says what it needs: it is fetched again if it is wanted again.
    }
  await blobs.keepOnly(kept);
}
