import { existsSync } from 'node:fs';
import { type KeyRing, openKeyRing, readKeyRing } from '@millwright/store';
import { fleetErrors } from '../../common/errors.ts';

const area = 'fleet-hub';

export interface HubSecretsOptions {
  /** `<userDir>/millwright/keys`; throws while it cannot be used. */
  readonly directory: () => string;
  /** All that was sealed so far, in whatever order: as long as its key is missing, none is made in its place. */
  readonly sealed: () => Promise<readonly string[]>;
}

/** What is sealed, so that it opens nowhere else: `['value', 'device', 'oven-3', 'PIN']`. */
export type SecretPlace = readonly string[];

/** Secrets of the hub at rest: the key lies apart from the store that holds them. Texts are `<id of the key>:<base64>`. */
export class HubSecrets {
  readonly #options: HubSecretsOptions;

  constructor(options: HubSecretsOptions) {
    this.#options = options;
  }

  /** Seals texts, each for its place. @throws what the file system says */
  async sealer(): Promise<(place: SecretPlace, text: string) => string> {
    const known = new Set((await this.#options.sealed()).map((text) => idOf(text)));
    const ring: KeyRing = openKeyRing({ directory: this.#options.directory(), area }, [...known]);
    return (place, text) =>
      `${ring.active.id}:${ring.active.seal(contextOf(place), text).toString('base64')}`;
  }

  /** @param what for people: `the value PIN`. @throws `fleet.secret-lost` */
  open(place: SecretPlace, sealed: string, what: string): string {
    const directory = this.#options.directory();
    const sealer = existsSync(directory) ? readKeyRing({ directory, area }).find(idOf(sealed)) : undefined;
    const bytes = Buffer.from(sealed.slice(sealed.indexOf(':') + 1), 'base64');
    const text = sealer?.unseal(contextOf(place), bytes);
    if (text === undefined) throw fleetErrors.secretLost({ what });
    return text;
  }
}

const idOf = (sealed: string): string => sealed.slice(0, sealed.indexOf(':'));
const contextOf = (place: SecretPlace): Buffer => Buffer.from(JSON.stringify(place));
