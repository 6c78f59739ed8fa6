import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createSealer, keyLength, openKeyRing, type Sealer } from '@millwright/store';

const area = 'audit-credentials';

/**
 * The key of the digests that tell whether two values of a credential were equal: `keys/audit-credentials.key`, opened
 * or made at the first use. While the disk cannot be used another one stands in, in memory: its digests are equal to
 * none of other times.
 */
export class CredentialKey {
  readonly #directory: () => string;
  #sealer: Sealer | undefined;
  readonly #standIn = createSealer(randomBytes(keyLength), area);

  /** @param directory Millwright's; throws while it cannot be used */
  constructor(directory: () => string) {
    this.#directory = directory;
  }

  address(text: string): Buffer {
    return this.#key().address('credential', text);
  }

  #key(): Sealer {
    try {
      this.#sealer ??= openKeyRing({ directory: join(this.#directory(), 'keys'), area }, []).active;
      return this.#sealer;
    } catch {
      return this.#standIn;
    }
  }
}
