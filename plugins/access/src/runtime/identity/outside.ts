import type { Actor, LogIn } from '@millwright/runtime';
import { setUpUser } from '../../common/state.ts';

/**
 * People who have no password here, but log in by what `settings.js` has. A role can be given to any name; somebody
 * counts only once Node-RED says that there is such a person, or they have done something.
 */
export class Outside {
  readonly #logIn: Pick<LogIn, 'knows'>;
  readonly #acted = new Set<string>();
  readonly #known = new Set<string>();

  constructor(logIn: Pick<LogIn, 'knows'>) {
    this.#logIn = logIn;
  }

  /** Tokens of `settings.js` may be of people whom it cannot look up by name. */
  saw({ kind, name }: Actor): void {
    if (kind === 'user' && name !== undefined && name !== setUpUser) this.#acted.add(name);
  }

  /** Asks Node-RED whom of these there is: it may have to ask somebody else. */
  async look(names: readonly string[]): Promise<void> {
    const look = async (name: string): Promise<void> => {
      const isKnown = name !== setUpUser && (await this.#logIn.knows(name).catch(() => false));
      if (isKnown) this.#known.add(name);
      else this.#known.delete(name);
    };
    await Promise.all(names.map(look));
  }

  /** Whether there was somebody of this name when it was looked last. */
  has(name: string): boolean {
    return this.#known.has(name) || this.#acted.has(name);
  }
}
