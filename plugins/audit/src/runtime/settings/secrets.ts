import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyRing, readKeyRing, type SettingsFile } from '@millwright/store';
import * as v from 'valibot';
import { auditErrors } from '../../common/errors.ts';
import type { Destination } from '../../common/settings.ts';
import { hasSecret, type SecretDestination, secretOf } from './secret-field.ts';

/** One secret as it lies on the disk, sealed for one destination and the address that it had then. */
const sealedSecret = v.strictObject({
  destination: v.string(),
  address: v.string(),
  /** Id of the key that sealed it. */
  key: v.string(),
  /** Base64. */
  sealed: v.string(),
});
type SealedSecret = v.InferOutput<typeof sealedSecret>;

export const sealedSecrets = v.array(sealedSecret);
export type SealedSecrets = v.InferOutput<typeof sealedSecrets>;

const area = 'audit-secrets';

export interface SecretsOptions {
  readonly file: SettingsFile<SealedSecrets>;
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
}

/**
 * Secrets of destinations, apart from the settings, sealed with a key that lies apart from both. Each is bound to the
 * address that it was given for: whoever may change settings cannot have it sent elsewhere.
 */
export class Secrets {
  readonly #options: SecretsOptions;

  constructor(options: SecretsOptions) {
    this.#options = options;
  }

  has(destination: SecretDestination): boolean {
    return this.#find(destination) !== undefined;
  }

  /** Another text once there is another secret, or none. */
  mark(destination: SecretDestination): string {
    return this.#find(destination)?.sealed ?? '';
  }

  /** @throws `audit.secret-lost` if there is one that cannot be opened, `audit.secret-needed` if it is for elsewhere */
  open(destination: SecretDestination): string | undefined {
    const found = this.#expect(destination);
    if (!found) return undefined;
    const directory = this.#keys();
    const sealer = existsSync(directory) ? readKeyRing({ directory, area }).find(found.key) : undefined;
    const secret = sealer?.unseal(contextOf(destination), Buffer.from(found.sealed, 'base64'));
    if (secret === undefined) throw auditErrors.secretLost({ name: destination.name });
    return secret;
  }

  /**
   * What is to be on the disk once these destinations hold.
   *
   * @throws `audit.secret-needed` where one would stay for another address
   */
  next(destinations: readonly Destination[]): SealedSecrets {
    return destinations.filter(hasSecret).flatMap((destination) => {
      const given = secretOf(destination);
      if (given === '') return [];
      if (typeof given === 'string') return [this.#seal(destination, given)];
      return this.#expect(destination) ?? [];
    });
  }

  #expect(destination: SecretDestination): SealedSecret | undefined {
    const found = this.#find(destination);
    if (!found && this.#all().some((secret) => secret.destination === destination.id)) {
      throw auditErrors.secretNeeded({ name: destination.name });
    }
    return found;
  }

  #all(): SealedSecrets {
    return this.#options.file.current();
  }

  #find({ id, url }: SecretDestination): SealedSecret | undefined {
    return this.#all().find(({ destination, address }) => destination === id && address === url);
  }

  #seal(destination: SecretDestination, secret: string): SealedSecret {
    const known = [...new Set(this.#all().map(({ key }) => key))];
    const { active } = openKeyRing({ directory: this.#keys(), area }, known);
    const sealed = active.seal(contextOf(destination), secret).toString('base64');
    return { destination: destination.id, address: destination.url, key: active.id, sealed };
  }

  #keys(): string {
    return join(this.#options.directory(), 'keys');
  }
}

/** What has to be the same when it is opened. */
const contextOf = ({ id, kind, url }: SecretDestination): Buffer =>
  Buffer.from(JSON.stringify([kind, id, url]));
