import { randomUUID } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { chmod, open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateDirectory, storageFailure, syncDirectory } from '@millwright/store';
import { fleetErrors } from '../../../common/errors.ts';

/** What is kept under a name: 64 hexadecimal digits, the SHA-256 of the bytes unless whoever names it says otherwise. */
export interface BlobToKeep {
  readonly digest: string;
  readonly content: Uint8Array | (() => AsyncIterable<Uint8Array>);
}

const blobName = /^[0-9a-f]{64}$/;
/** Files that wait for the disk at the same time. */
const atOnce = 16;

/**
 * The bytes of releases and of what is sealed for devices: `fleet/blobs/<digest>`. A file is there whole, and stays after a power
 * cut, or it is not there.
 */
export class Blobs {
  readonly #directory: () => string;
  #made: string | undefined;
  #holds = 0;
  /** Works that have begun, ever. */
  #begun = 0;

  /** @param directory `<userDir>/millwright/fleet/blobs`; throws while it cannot be used */
  constructor(directory: () => string) {
    this.#directory = directory;
  }

  /** @throws `fleet.blob-missing` for what is no name of one */
  file(digest: string): string {
    if (!blobName.test(digest)) throw fleetErrors.blobMissing({ digest: digest.slice(0, 64) });
    return join(this.#directory(), digest);
  }

  async has(digest: string): Promise<boolean> {
    return (await this.size(digest)) !== undefined;
  }

  /** In bytes; undefined where it is not there. */
  async size(digest: string): Promise<number | undefined> {
    try {
      return (await stat(this.file(digest))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /**
   * Keeps all of them; they are durable once it resolves. What is there already is left alone.
   *
   * @throws `store.*`, what a content throws
   */
  async keep(blobs: readonly BlobToKeep[]): Promise<void> {
    const directory = this.#make();
    const waiting = new Map(blobs.map((blob) => [blob.digest, blob])).values();
    const work = async (): Promise<void> => {
      for (const blob of waiting) if (!(await this.has(blob.digest))) await this.#write(blob);
    };
    try {
      await Promise.all(Array.from({ length: atOnce }, work));
      syncDirectory(directory);
    } catch (error) {
      throw storageFailure(error, directory) ?? error;
    }
  }

  /** @throws `fleet.blob-missing` */
  async *read(digest: string): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of createReadStream(this.file(digest))) yield chunk as Buffer;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw fleetErrors.blobMissing({ digest });
      throw error;
    }
  }

  /** As long as it is at work, nothing is swept away: blobs are there before anything names them. */
  async holding<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#holds += 1;
    this.#begun += 1;
    try {
      return await work();
    } finally {
      this.#holds -= 1;
    }
  }

  /** Removes what nobody needs, and what was never finished; nothing once something is held. @returns how many went */
  async sweep(needed: () => Promise<ReadonlySet<string>>): Promise<number> {
    if (this.#holds > 0) return 0;
    const begun = this.#begun;
    const directory = this.#make();
    const names = await readdir(directory);
    const kept = await needed();
    let gone = 0;
    for (const name of names.filter((each) => !kept.has(each))) {
      // A work that began since may need what was there already, even if it has ended. No pause between look and deed.
      if (this.#begun !== begun) break;
      rmSync(join(directory, name), { force: true });
      gone += 1;
    }
    return gone;
  }

  #make(): string {
    const directory = this.#directory();
    if (this.#made !== directory) makePrivateDirectory(directory);
    this.#made = directory;
    return directory;
  }

  async #write({ digest, content }: BlobToKeep): Promise<void> {
    const file = this.file(digest);
    // Two may be at the same one at once.
    const draft = `${file}.${randomUUID()}.draft`;
    const handle = await open(draft, 'w', 0o600);
    try {
      if (content instanceof Uint8Array) await handle.writeFile(content);
      else for await (const chunk of content()) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await chmod(draft, 0o600);
    await rename(draft, file);
  }
}
