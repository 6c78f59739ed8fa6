import { createReadStream } from 'node:fs';
import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { checkedBlob, type SignedBlob } from '@millwright/release';
import { isCodedError } from '@millwright/schema';
import { fleetErrors } from '../../../common/errors.ts';
import { entriesOf, isMissing, makeFolder, syncFolder } from '../files.ts';

/** What a device has fetched, each by its digest, in files of their own (0600). */
export class Blobs {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  path(digest: string): string {
    return join(this.#directory, digest);
  }

  /** What has arrived so far of one that is being fetched. */
  partPath(digest: string): string {
    return `${this.path(digest)}.part`;
  }

  prepare(): Promise<void> {
    return makeFolder(this.#directory);
  }

  /** Bytes that may still be written here. */
  async free(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#directory);
    return bavail * bsize;
  }

  /** The bytes as they lie there; nothing of them is believed. @throws `fleet.blob-lost`, or what the disk says */
  async *read(digest: string): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of createReadStream(this.path(digest))) yield chunk as Uint8Array;
    } catch (error) {
      throw isMissing(error) ? fleetErrors.blobLost({ digest }) : error;
    }
  }

  /** The bytes of one that is being fetched. */
  readPart(digest: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.partPath(digest));
  }

  /** How many bytes of it have arrived; 0 where nothing has. */
  arrived(digest: string): Promise<number> {
    return sizeOf(this.partPath(digest));
  }

  /** Whether it is there and is what it is called. One that is not is removed. */
  async has(blob: SignedBlob, signal: AbortSignal): Promise<boolean> {
    try {
      for await (const _chunk of checkedBlob(this.read(blob.digest), blob)) signal.throwIfAborted();
      return true;
    } catch (error) {
      if (signal.aborted || !isCodedError(error)) throw error;
      await this.remove(blob.digest);
      return false;
    }
  }

  /** What has arrived becomes the blob, durably: it was compared with its digest before. */
  async complete(digest: string): Promise<void> {
    const handle = await open(this.partPath(digest), 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(this.partPath(digest), this.path(digest));
    await syncFolder(this.#directory);
  }

  async remove(digest: string): Promise<void> {
    await rm(this.path(digest), { force: true });
  }

  async removePart(digest: string): Promise<void> {
    await rm(this.partPath(digest), { force: true });
  }

  /** Removes what is none of these, and what has arrived of it. */
  async keepOnly(digests: ReadonlySet<string>): Promise<void> {
    for (const { name } of await entriesOf(this.#directory))
      if (!digests.has(name.replace(/\.part$/, ''))) await rm(join(this.#directory, name), { force: true });
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}
