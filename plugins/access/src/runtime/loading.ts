import type { CodedError } from '@millwright/schema';
import { isCodedError } from '@millwright/schema';
import { accessErrors } from '../common/errors.ts';
import type { Decisions } from './guard/decisions.ts';
import type { People } from './identity/people.ts';
import type { Problems } from './problems.ts';
import type { Rules } from './rules/rules.ts';
import { mayBeThere } from './set-up/set-up.ts';
import { databaseIn } from './store/database.ts';
import type { Loaded } from './store/messages.ts';
import type { AccessStore } from './store/store.ts';

export interface LoadingOptions {
  /** `<userDir>/millwright`, whether it is there or not. */
  readonly directory: string;
  readonly store: Pick<AccessStore, 'load' | 'policy'>;
  readonly rules: Rules;
  readonly people: People;
  readonly sessions: { load(stored: Loaded['sessions']): void };
  readonly decisions: Decisions;
  readonly problems: Problems;
  /** Whether an owner was made, as far as files tell: in doubt, yes. */
  readonly wasSetUp: () => boolean;
  /** Remembers that there was an owner. */
  readonly mark: () => void;
}

/**
 * Brings rules and people into memory. What fails never opens anything: as long as they cannot be read, nobody may do
 * anything.
 */
export class Loading {
  readonly #options: LoadingOptions;
  /** Why rules and people cannot be read. */
  #failure: CodedError | undefined;
  #again = false;

  constructor(options: LoadingOptions) {
    this.#options = options;
  }

  /** Whether there may be anything to be read: where access was never set up, there is not even a file. */
  get isNeeded(): boolean {
    return this.#options.wasSetUp() || mayBeThere(databaseIn(this.#options.directory));
  }

  /** @throws while there are no rules and people that could be changed */
  check(): void {
    if (this.#options.rules.phase() === 'off') throw accessErrors.notSetUp();
    if (this.#failure && !this.#options.rules.ready) throw this.#failure;
  }

  /** Whether it is worth another try: the disk may be better. */
  get canBeRetried(): boolean {
    return this.#again;
  }

  async load(): Promise<void> {
    const { store, rules, people, sessions, decisions, problems, directory, wasSetUp, mark } = this.#options;
    try {
      const loaded = await store.load();
      people.load(loaded);
      sessions.load(loaded.sessions);
      decisions.load(loaded.decisions);
      if (loaded.setAside !== undefined) mark();
      if (loaded.revisions.length > 0) await this.#takeOver(loaded);
      else if (loaded.setAside !== undefined || wasSetUp()) {
        this.#close(accessErrors.lost({ directory }));
        return;
      } else rules.open();
      this.#failure = undefined;
      this.#again = false;
      problems.set('rules');
    } catch (error) {
      const file = databaseIn(directory);
      const reason = error instanceof Error ? error.message : String(error);
      const isOurs = isCodedError(error) && accessErrors.policyDamaged.is(error);
      this.#close(isOurs ? error : accessErrors.unavailable({ reason: reason || file }, { cause: error }));
      this.#again = !isOurs;
    }
  }

  async #takeOver(loaded: Loaded): Promise<void> {
    const { store, rules, directory, mark } = this.#options;
    const revertsTo = loaded.pending && (await store.policy(loaded.pending.revertsTo));
    try {
      rules.load(loaded, revertsTo);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw accessErrors.policyDamaged({ file: databaseIn(directory), reason }, { cause: error });
    }
    mark();
  }

  #close(failure: CodedError): void {
    this.#failure = failure;
    this.#options.rules.close();
    this.#options.problems.set('rules', failure);
  }
}
