import { SettingsFile } from '@millwright/store';
import { auditErrors } from '../../common/errors.ts';
import {
  type AuditSettings,
  auditSettings,
  type Destination,
  defaultSettings,
} from '../../common/settings.ts';
import { checkDestination, checkSettings } from './check-settings.ts';
import { directoryOf, type Places } from './directories.ts';
import { hasSecret, secretOf, withSecret } from './secret-field.ts';
import { type SealedSecrets, Secrets, sealedSecrets } from './secrets.ts';

export interface SettingsOptions {
  readonly userDirectory: string;
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** For the name under which a damaged file is set aside. */
  readonly now: () => Date;
}

/** What people decide about audit: `audit.json`, and the secrets of destinations in `audit-secrets.json`, sealed. */
export class Settings {
  readonly #options: SettingsOptions;
  readonly #file: SettingsFile<AuditSettings>;
  readonly #sealed: SettingsFile<SealedSecrets>;
  readonly #secrets: Secrets;
  readonly #problems = new Map<string, Error>();
  readonly #listeners = new Set<() => void>();

  constructor(options: SettingsOptions) {
    this.#options = options;
    const common = {
      directory: options.directory,
      now: options.now,
      damaged: auditErrors.settingsDamaged,
    };
    const told = (name: string) => ({
      name,
      onProblem: (problem: Error | undefined) => {
        if (problem) this.#problems.set(name, problem);
        else this.#problems.delete(name);
        this.#tell();
      },
    });
    this.#file = new SettingsFile({
      ...common,
      ...told('audit.json'),
      schema: auditSettings,
      defaults: defaultSettings,
    });
    this.#sealed = new SettingsFile<SealedSecrets>({
      ...common,
      ...told('audit-secrets.json'),
      schema: sealedSecrets,
      defaults: [],
    });
    this.#secrets = new Secrets({ file: this.#sealed, directory: options.directory });
  }

  load(): void {
    this.#sealed.load();
    this.#file.load();
  }

  /** `audit.json` could not be read or understood: the defaults hold, and what people decided is not known. */
  get failing(): boolean {
    return this.#file.failing;
  }

  /** Told when other settings hold, and when something about the files is wrong, or right again. */
  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** What is wrong with the files. */
  problems(): readonly Error[] {
    return [...this.#problems.values()];
  }

  /** What holds; of secrets only that they are there. */
  current(): AuditSettings {
    const settings = this.#file.current();
    return { ...settings, destinations: settings.destinations.map((one) => this.#marked(one)) };
  }

  /**
   * Durable when this returns.
   *
   * @throws what {@link checkSettings} throws, `audit.secret-needed`, and errors of the `store` table; what held before
   * holds then
   */
  save(settings: AuditSettings): void {
    checkSettings(settings, this.#places());
    const former = this.#sealed.current();
    const next = this.#secrets.next(settings.destinations);
    const both = [...next, ...former.filter((one) => !next.some((other) => isForSame(one, other)))];
    // First, and beside the former ones: whatever settings hold after a power cut, their secrets are there.
    if (!isSame(former, both)) this.#sealed.save(both);
    try {
      const destinations = settings.destinations.map((one) => withSecret(one, undefined));
      this.#file.save({ ...settings, destinations });
    } catch (error) {
      if (!isSame(former, both)) this.#sealed.save(former);
      throw error;
    }
    if (!isSame(both, next)) this.#sealed.save(next);
    this.#tell();
  }

  /**
   * A destination with the secret that it was given, or else has.
   *
   * @throws `audit.secret-lost`, `audit.secret-needed`
   */
  complete(destination: Destination): Destination {
    if (!hasSecret(destination)) return destination;
    const given = secretOf(destination);
    const secret = typeof given === 'string' ? given : this.#secrets.open(destination);
    return withSecret(destination, secret === '' ? undefined : secret);
  }

  /** Another text once a destination has another secret; says nothing about it. */
  secretMark(destination: Destination): string {
    return hasSecret(destination) ? this.#secrets.mark(destination) : '';
  }

  /**
   * Checks one that is not saved yet.
   *
   * @throws what {@link checkDestination} throws
   */
  check(destination: Destination): void {
    checkDestination(destination, this.#places());
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** The real path of a directory as it stands in the settings. @throws `audit.directory-forbidden` */
  realDirectory(directory: string): string {
    return directoryOf(directory, this.#places());
  }

  /** Where files of destinations may lie. */
  #places(): Places {
    return { userDirectory: this.#options.userDirectory, own: this.#options.directory() };
  }

  #marked(destination: Destination): Destination {
    if (!hasSecret(destination)) return destination;
    return withSecret(destination, this.#secrets.has(destination) ? null : undefined);
  }
}

const isForSame = (one: SealedSecrets[number], other: SealedSecrets[number]): boolean =>
  one.destination === other.destination && one.address === other.address;

const isSame = (one: SealedSecrets, other: SealedSecrets): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
