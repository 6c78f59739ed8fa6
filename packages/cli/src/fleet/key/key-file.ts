import { readFileSync } from 'node:fs';
import {
  openSealedKey,
  type PublicKey,
  publicOfSealedKey,
  readSigningKey,
  type SigningKey,
} from '@millwright/release';
import type { Surroundings } from '../../command.ts';
import { systemCode } from '../../doctor/user-directory/files.ts';
import { cliErrors } from '../../errors.ts';
import { plain } from '../../terminal/text.ts';
import { askPassphrase } from '../passphrase.ts';

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw cliErrors.keyUnreadable({ path: plain(path), reason: systemCode(cause) }, { cause });
  }
}

/** A release key that lies in a file under a passphrase: told by its public half until it is opened. */
export interface KeyFile {
  readonly public: PublicKey;
  /** @throws `release.passphrase-wrong`, `cli.passphrase-needed` */
  open(surroundings: Surroundings): Promise<SigningKey>;
}

/** @throws `cli.key-unreadable`, `release.sealed-key-damaged` */
export function readKeyFile(path: string): KeyFile {
  const text = textOf(path);
  return {
    public: publicOfSealedKey(text),
    open: async (surroundings) => openSealedKey(text, await askPassphrase(surroundings)),
  };
}

/**
 * A public key: as it is written, `ed25519:…`, or that of a file.
 *
 * @throws `release.key-invalid`, `cli.key-unreadable`, `release.sealed-key-damaged`
 */
export const publicKeyFrom = (given: string): PublicKey =>
  given.startsWith('ed25519:') ? readSigningKey(given) : readKeyFile(given).public;

/** What takes `--key`. @throws `cli.bad-arguments` */
export function keyOption(command: string, given: string | undefined): KeyFile {
  if (!given) {
    const reason = 'Say with which key: --key <file>, as `millwright fleet key` wrote it';
    throw cliErrors.badArguments({ command, reason });
  }
  return readKeyFile(given);
}
