import { SettingsFile } from '@millwright/store';
import { fleetErrors } from '../../../common/errors.ts';
import { type HubSettings, hubSettings } from '../../../common/fleet.ts';
import type { PostgresAddress } from '../store/postgres-store.ts';
import { Password } from './password.ts';

export interface SettingsOptions {
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** For the name under which a damaged file is set aside. */
  readonly now: () => Date;
}

/** What people decide about a hub: `fleet.json`, and the password of PostgreSQL in `fleet-secrets.json`, sealed. */
export class Settings {
  readonly #file: SettingsFile<HubSettings>;
  readonly #password: Password;
  readonly #problems = new Map<string, Error>();
  readonly #listeners = new Set<() => void>();

  constructor(options: SettingsOptions) {
    const told = (name: string) => (problem: Error | undefined) => {
      if (problem) this.#problems.set(name, problem);
      else this.#problems.delete(name);
    };
    this.#file = new SettingsFile({
      ...options,
      name: 'fleet.json',
      schema: hubSettings,
      defaults: {},
      damaged: fleetErrors.settingsDamaged,
      onProblem: told('fleet.json'),
    });
    this.#password = new Password({ ...options, onProblem: told('fleet-secrets.json') });
  }

  load(): void {
    this.#password.load();
    this.#file.load();
  }

  /** Told when other settings hold. */
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What is wrong with the files: while they cannot be read nobody knows where the store is. */
  problem(): Error | undefined {
    return [...this.#problems.values()][0];
  }

  /** What holds; of the password only that there is one. */
  current(): HubSettings {
    const { postgres, ...rest } = this.#file.current();
    if (!postgres) return rest;
    return { ...rest, postgres: { ...postgres, ...(this.#password.has(postgres) && { password: null }) } };
  }

  /** Where the store is, of settings that hold or may hold. @throws `fleet.password-lost` */
  addressOf({ postgres }: HubSettings): PostgresAddress | undefined {
    if (!postgres) return undefined;
    const { password: given, ...address } = postgres;
    const password = given ?? this.#password.open(postgres);
    return { ...address, ...(password ? { password } : {}) };
  }

  /** Durable when this returns. @throws `fleet.password-lost`, and errors of the `store` table */
  save(settings: HubSettings): void {
    const address = this.addressOf(settings);
    // First: whatever settings hold after a power cut, a password that is for another address is sent to none.
    this.#password.save(settings.postgres, address?.password);
    const { postgres, ...rest } = settings;
    const { password: _password, ...plain } = postgres ?? {};
    this.#file.save(postgres ? { ...rest, postgres: plain as typeof postgres } : rest);
    for (const listener of this.#listeners) listener();
  }
}
