import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { exportKey, importKey, type PublicKey, type SigningKey } from '@millwright/ledger';
import { keepPrivate, makePrivateDirectory, syncDirectory, writeDurableFile } from '@millwright/store';

const keyFile = /^audit-\d+\.pem$/;

/**
 * The private keys of a log: `keys/audit-<epoch>.pem`, mode 0600. There is one at a time: that of a former epoch is
 * destroyed, so that whoever takes over the machine cannot sign the past anew.
 */
export class KeyFiles {
  readonly directory: string;
  /** What of it others on this machine may read, since its mode cannot be changed. */
  readonly exposed: readonly string[];

  /** @param directory `<userDir>/millwright/keys` */
  constructor(directory: string, isReadOnly: boolean) {
    this.directory = directory;
    if (!isReadOnly) makePrivateDirectory(directory);
    this.exposed = [directory, ...this.#files()].filter((path) => !keepPrivate(path));
  }

  /** @returns undefined if it is not there, cannot be read, or is another one */
  read(epoch: number, expected: PublicKey): SigningKey | undefined {
    try {
      const key = importKey(expected.name, readFileSync(this.file(epoch), 'utf8'));
      return key.public.text === expected.text ? key : undefined;
    } catch {
      return undefined;
    }
  }

  write(epoch: number, key: SigningKey): void {
    writeDurableFile(this.file(epoch), exportKey(key));
  }

  /** Overwrites and deletes those of all other epochs, also those that a crash has left. */
  destroyAllBut(epoch: number): void {
    for (const file of this.#files()) if (file !== this.file(epoch)) destroy(file);
  }

  file(epoch: number): string {
    return join(this.directory, `audit-${epoch}.pem`);
  }

  #files(): readonly string[] {
    try {
      return readdirSync(this.directory)
        .filter((name) => keyFile.test(name))
        .map((name) => join(this.directory, name));
    } catch {
      return [];
    }
  }
}

/** As far as a file system lets go of what it has held: some keep copies that no program can reach. */
function destroy(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, randomBytes(statSync(file).size), 0, undefined, 0);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  rmSync(file);
  syncDirectory(join(file, '..'));
}
