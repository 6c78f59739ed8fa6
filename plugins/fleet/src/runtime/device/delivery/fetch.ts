import { open } from 'node:fs/promises';
import {
  checkedBlob,
  type Manifest,
  missingBlobs,
  releaseErrors,
  type SignedBlob,
} from '@millwright/release';
import { fleetErrors } from '../../../common/errors.ts';
import type { Carry } from '../carry.ts';
import type { IncomingBlob } from '../road/hub-client.ts';
import type { Blobs } from './blobs.ts';
import { envelopeIn, longestEnvelope, readManifest } from './stored-manifest.ts';

/** Left free for everything else on the device, in bytes. */
const reserve = 64 * 1024 * 1024;
/** What is fetched is unpacked too, and lies there beside what runs until that is over. */
const roomFactor = 3;

export interface Progress {
  /** Bytes. */
  readonly done: number;
  readonly total: number;
}

export interface FetchOptions {
  readonly blobs: Blobs;
  /** Asks the hub for a blob, from a byte on. */
  readonly ask: (digest: string, from: number, signal: AbortSignal) => Promise<IncomingBlob>;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Fetches what is not there yet of a release and its sealed part, one after the other; one that was cut off goes on where it ended.
 * Whatever is not what it is called is removed.
 */
export function fetchInto({ blobs, ask, onProgress }: FetchOptions): Carry['fetch'] {
  return async ({ release, sealed }, signal) => {
    await blobs.prepare();
    const { parts } = await manifestOf(release.digest, signal);
    const wanted = missingBlobs<SignedBlob>([...parts, ...(sealed ? [sealed] : [])], new Set());
    const missing: SignedBlob[] = [];
    for (const blob of wanted) if (!(await blobs.has(blob, signal))) missing.push(blob);
    const total = sum(wanted);
    let done = total - sum(missing);
    await checkRoom(missing);
    for (const blob of missing) {
      await fetchBlob(blob, signal, (bytes) => onProgress({ done: done + bytes, total }));
      done += blob.size;
    }
    return { kind: 'fetched' };
  };

  async function manifestOf(digest: string, signal: AbortSignal): Promise<Manifest> {
    try {
      return readManifest(await envelopeIn(blobs.read(digest)), digest);
    } catch (error) {
      if (!fleetErrors.blobLost.is(error)) await blobs.remove(digest);
    }
    await append({ digest, size: longestEnvelope }, await blobs.arrived(digest), signal, () => {});
    try {
      const manifest = readManifest(await envelopeIn(blobs.readPart(digest)), digest);
      await blobs.complete(digest);
      return manifest;
    } catch (error) {
      await blobs.removePart(digest);
      throw error;
    }
  }

  async function checkRoom(missing: readonly SignedBlob[]): Promise<void> {
    let needed = reserve;
    for (const { digest, size } of missing)
      needed += size * roomFactor - Math.min(size, await blobs.arrived(digest));
    const free = await blobs.free();
    if (missing.length > 0 && needed > free) throw fleetErrors.diskFull({ needed, free });
  }

  async function fetchBlob(
    blob: SignedBlob,
    signal: AbortSignal,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    const { digest, size } = blob;
    if ((await blobs.arrived(digest)) > size) await blobs.removePart(digest);
    const arrived = await blobs.arrived(digest);
    if (arrived < size) await append(blob, arrived, signal, onBytes);
    try {
      for await (const _chunk of checkedBlob(blobs.readPart(digest), blob)) signal.throwIfAborted();
    } catch (error) {
      // Which of the bytes are wrong nobody can tell. One that is only too short goes on where it ended.
      if (releaseErrors.blobDigest.is(error)) await blobs.removePart(digest);
      throw error;
    }
    await blobs.complete(digest);
  }

  async function append(
    { digest, size }: SignedBlob,
    arrived: number,
    signal: AbortSignal,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    const { from, chunks } = await ask(digest, arrived, signal);
    const handle = await open(blobs.partPath(digest), from > 0 ? 'r+' : 'w', 0o600);
    let at = from;
    try {
      for await (const chunk of chunks) {
        // A hub that goes on and on fills no disk.
        if (at + chunk.length > size) throw releaseErrors.blobSize({ digest, size });
        await handle.write(chunk, 0, chunk.length, at);
        at += chunk.length;
        onBytes(at);
      }
    } catch (error) {
      if (releaseErrors.blobSize.is(error)) await blobs.removePart(digest);
      throw error;
    } finally {
      await handle.close();
    }
  }
}

const sum = (blobs: readonly SignedBlob[]): number => blobs.reduce((total, { size }) => total + size, 0);
