import { SettingsFile } from '@millwright/store';
import { auditErrors } from '../../common/errors.ts';
import {
  type AuditSettings,
  auditSettings,
  type Destination,
  defaultSettings,
} from '../../common/settings.ts';
import { within } from '../delivery/deadline.ts';
import { checkDestination, checkSettings } from './check-settings.ts';
import { directoryOf, type Places, wholePath } from './directories.ts';
import { hasSecret, secretOf, withSecret } from './secret-field.ts';
import { type SealedSecrets, Secrets, sealedSecrets } from './secrets.ts';
import { Turns } from './turns.ts';

export interface SettingsOptions {
  readonly userDirectory: string;
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** For the name under which a damaged file is set aside. */
  readonly now: () => Date;
  /** How long a directory may take to say where it is, in milliseconds. */
  readonly patience: number;
}

/** What people decide about audit: `audit.json`, and the secrets of destinations in `audit-secrets.json`, sealed. */
export class Settings {
  /** Of directories, by what the settings call them: no more than one call at a time hangs in each. */
  readonly turns = new Turns();
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
   * Durable when this resolves.
   *
   * @throws what {@link checkSettings} throws, `audit.secret-needed`, and errors of the `store` table; what held before
   * holds then
   */
  async save(settings: AuditSettings): Promise<void> {
    await checkSettings(settings, (directory) => this.#knownOrReal(directory));
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
  async check(destination: Destination): Promise<void> {
    await checkDestination(destination, (directory) => this.#real(directory));
  }

  /** The real path of a directory as it stands in the settings. @throws `audit.directory-forbidden` */
  realDirectory(directory: string): Promise<string> {
    return directoryOf(directory, this.#places());
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  /** A share that does not answer keeps nobody from changing something else. */
  async #knownOrReal(directory: string): Promise<string> {
    const isKnown = this.#file
      .current()
      .destinations.some((one) => one.kind === 'file' && one.directory === directory);
    try {
      return await this.#real(directory);
    } catch (error) {
      if (!isKnown || !auditErrors.receiverSilent.is(error)) throw error;
      return wholePath(directory, this.#options.userDirectory);
    }
  }

  /** @throws `audit.directory-forbidden`, `audit.receiver-silent` */
  #real(directory: string): Promise<string> {
    const { signal: never } = new AbortController();
    return within(this.#options.patience, directory, never, (signal) =>
      this.turns.take(directory, signal, () => this.realDirectory(directory)),
    );
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
