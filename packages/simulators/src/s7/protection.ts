import { cpuError } from './cpu.ts';

/**
 * How much of a CPU is protected: 1 nothing, 2 changing its mode and its clock, 3 looking into its blocks as well.
 * Data are read and written at every level: what keeps those is PUT/GET.
 */
export type ProtectionLevel = 1 | 2 | 3;

export interface ProtectionOptions {
  /** Default: 1. */
  readonly level?: ProtectionLevel;
  /** Up to eight characters. Without one there is nothing to log in to. */
  readonly password?: string;
}

/** What one connection may do, and whether it has said the password. */
export class Protection {
  readonly #options: () => ProtectionOptions;
  #loggedIn = false;

  constructor(options: () => ProtectionOptions) {
    this.#options = options;
  }

  /** The level that is in force here. */
  get level(): ProtectionLevel {
    return this.#loggedIn ? 1 : (this.#options().level ?? 1);
  }

  mayRead(): boolean {
    return this.level < 3;
  }

  mayWrite(): boolean {
    return this.level < 2;
  }

  /** @param scrambled eight bytes. @returns the code of an error, or 0 */
  logIn(scrambled: Uint8Array): number {
    const { password } = this.#options();
    if (password === undefined) return cpuError.noPasswordHere;
    if (descramble(scrambled) !== password.padEnd(8)) return cpuError.wrongPassword;
    this.#loggedIn = true;
    return 0;
  }

  /** @returns the code of an error, or 0 */
  logOut(): number {
    if (!this.#loggedIn) return cpuError.noPasswordToClear;
    this.#loggedIn = false;
    return 0;
  }
}

/** Each byte was mixed with 0x55 and, from the third on, with the scrambled one two before it. */
function descramble(scrambled: Uint8Array): string {
  const plain = scrambled.map((byte, at) => byte ^ 0x55 ^ (at < 2 ? 0 : (scrambled[at - 2] ?? 0)));
  return Buffer.from(plain).toString('latin1');
}
