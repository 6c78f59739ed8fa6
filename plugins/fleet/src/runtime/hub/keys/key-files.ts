import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { exportSigningKey, importSigningKey, type SigningKey } from '@millwright/release';
import { keepPrivate, makePrivateDirectory, writeDurableFile } from '@millwright/store';
import { fleetErrors } from '../../../common/errors.ts';

/** The hub's keys on its disk, below `<userDir>/millwright/fleet/keys`. */
export class KeyFiles {
  readonly #directory: () => string;

  /** @param directory throws while it cannot be used */
  constructor(directory: () => string) {
    this.#directory = directory;
  }

  get hubFile(): string {
    return join(this.#directory(), 'hub-key.pem');
  }

  /** @throws `fleet.hub-key-lost` for a file that is none */
  hubKey(): SigningKey | undefined {
    const pem = this.#read(this.hubFile);
    if (pem === undefined) return undefined;
    try {
      return importSigningKey(pem);
    } catch (error) {
      throw fleetErrors.hubKeyLost({ file: this.hubFile }, { cause: error });
    }
  }

  keepHubKey(key: SigningKey): void {
    this.#write(this.hubFile, exportSigningKey(key));
  }

  /** The release key under its passphrase. */
  releaseKey(): string | undefined {
    return this.#read(this.#releaseFile);
  }

  /** What was there is set aside: a key that is written over cannot be had again. */
  keepReleaseKey(sealed: string, now: Date): void {
    const file = this.#releaseFile;
    if (existsSync(file)) renameSync(file, `${file}.${now.toISOString().replace(/[-:]|\.\d+/g, '')}`);
    this.#write(file, sealed);
  }

  get #releaseFile(): string {
    return join(this.#directory(), 'release-key');
  }

  #read(file: string): string | undefined {
    if (!existsSync(file)) return undefined;
    keepPrivate(file);
    return readFileSync(file, 'utf8');
  }

  #write(file: string, text: string): void {
    makePrivateDirectory(this.#directory());
    writeDurableFile(file, text);
  }
}
