import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyRing, readKeyRing, SettingsFile } from '@millwright/store';
import * as v from 'valibot';
import { fleetErrors } from '../../../common/errors.ts';
import type { HubSettings } from '../../../common/fleet.ts';

type Address = NonNullable<HubSettings['postgres']>;

/** The password as it lies on the disk: sealed, and for one address only. */
const sealedPassword = v.strictObject({
  address: v.string(),
  /** Id of the key that sealed it. */
  key: v.string(),
  /** Base64. */
  sealed: v.string(),
});

const secrets = v.strictObject({ postgres: v.optional(sealedPassword) });

const area = 'fleet-secrets';

/**
 * The password of PostgreSQL, apart from the settings, sealed with a key that lies apart from both. It is bound to the
 * address that it was given for: whoever may change settings cannot have it sent elsewhere.
 */
export class Password {
  readonly #file: SettingsFile<v.InferOutput<typeof secrets>>;
  readonly #directory: () => string;

  constructor(options: {
    /** Millwright's directory; throws while it cannot be used. */
    readonly directory: () => string;
    readonly now: () => Date;
    readonly onProblem: (problem: Error | undefined) => void;
  }) {
    this.#directory = options.directory;
    this.#file = new SettingsFile({
      ...options,
      name: 'fleet-secrets.json',
      schema: secrets,
      defaults: {},
      damaged: fleetErrors.settingsDamaged,
    });
  }

  load(): void {
    this.#file.load();
  }

  has(address: Address): boolean {
    return this.#file.current().postgres?.address === textOf(address);
  }

  /** @throws `fleet.password-lost` if there is one that cannot be opened */
  open(address: Address): string | undefined {
    const found = this.#file.current().postgres;
    if (!found || !this.has(address)) return undefined;
    const directory = this.#keys();
    const sealer = existsSync(directory) ? readKeyRing({ directory, area }).find(found.key) : undefined;
    const password = sealer?.unseal(contextOf(address), Buffer.from(found.sealed, 'base64'));
    if (password === undefined) throw fleetErrors.passwordLost();
    return password;
  }

  /** Keeps it durably, or forgets it. */
  save(address: Address | undefined, password: string | undefined): void {
    if (!address || password === undefined || password === '') {
      if (this.#file.current().postgres) this.#file.save({});
      return;
    }
    const known = this.#file.current().postgres?.key;
    const { active } = openKeyRing({ directory: this.#keys(), area }, known === undefined ? [] : [known]);
    const sealed = active.seal(contextOf(address), password).toString('base64');
    this.#file.save({ postgres: { address: textOf(address), key: active.id, sealed } });
  }

  #keys(): string {
    return join(this.#directory(), 'keys');
  }
}

const textOf = ({ host, port, database, user, ssl }: Address): string =>
  JSON.stringify([host, port, database, user, ssl]);

/** What has to be the same when it is opened. */
const contextOf = (address: Address): Buffer => Buffer.from(textOf(address));
