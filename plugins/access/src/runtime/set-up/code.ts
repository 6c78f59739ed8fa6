import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { rmSync } from 'node:fs';
import { writeDurableFile } from '@millwright/store';
import { accessErrors } from '../../common/errors.ts';
import { setUpUser } from '../../common/state.ts';
import type { LockOut } from '../identity/lock-out.ts';

/**
 * 32 characters, so that twelve of them are 60 bits.
 *
 * @see https://www.crockford.com/base32.html
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 3;
const perGroup = 4;

/** As it is compared: people read I and L for 1, O for 0, and leave hyphens out. */
const plain = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export interface SetUpCodeOptions {
  readonly lockOut: LockOut;
  readonly now: () => number;
  /** Where it is written to. */
  readonly file: string;
  /** Makes the folder of it; throws while that cannot be done. */
  readonly makeDirectory: () => void;
}

/** What whoever sets access up has to know: it is printed in Node-RED's log, and stands in a file. Another one at each start. */
export class SetUpCode {
  readonly #options: SetUpCodeOptions;
  #code: string | undefined;

  constructor(options: SetUpCodeOptions) {
    this.#options = options;
  }

  get isValid(): boolean {
    return this.#code !== undefined;
  }

  /**
   * Makes one, and writes it down.
   *
   * @returns the code, and why there is no file of it
   */
  make(): { readonly code: string; readonly problem?: unknown } {
    const group = (): string =>
      Array.from({ length: perGroup }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
    const code = Array.from({ length: groups }, group).join('-');
    this.#code = code;
    try {
      this.#options.makeDirectory();
      writeDurableFile(this.#options.file, `${code}\n`);
      return { code };
    } catch (problem) {
      return { code, problem };
    }
  }

  /** No code is right any more, and no file says one. */
  drop(): void {
    this.#code = undefined;
    try {
      rmSync(this.#options.file, { force: true });
    } catch {
      // It is worth nothing any more.
    }
  }

  /** Whether it is the code; a wrong one counts, and after some of them none is right for a while. */
  matches(given: string): boolean {
    if (this.#code === undefined || this.#options.lockOut.until(setUpUser) !== undefined) return false;
    const right = timingSafeEqual(digest(plain(given)), digest(plain(this.#code)));
    if (right) this.#options.lockOut.forget(setUpUser);
    else this.#options.lockOut.failed(setUpUser);
    return right;
  }

  /** @throws `access.locked-out`, `access.code-wrong` */
  check(given: string): void {
    const { lockOut, now, file } = this.#options;
    const until = lockOut.until(setUpUser);
    if (until !== undefined)
      throw accessErrors.lockedOut({ seconds: Math.max(1, Math.ceil((until - now()) / 1000)) });
    if (!this.matches(given)) throw accessErrors.codeWrong({ file });
  }
}
