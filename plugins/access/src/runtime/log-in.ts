import type { Dispose, LogIn, LogInProvider } from '@millwright/runtime';
import type { CodedError } from '@millwright/schema';
import { accessErrors } from '../common/errors.ts';
import type { State } from '../common/state.ts';
import type { Problems } from './problems.ts';
import { linkToSecure, type SecureLink, secureIsOutdated } from './secure/link.ts';

export interface LogInSeams {
  readonly logIn: Pick<LogIn, 'kind' | 'provide'>;
  /** Where `settings.js` uses `secure.cjs`. */
  readonly secure: SecureLink | undefined;
  readonly provider: LogInProvider;
}

/** The way by which people log in, whichever of them this Node-RED has. */
export class LogInWay {
  readonly #seams: LogInSeams;
  #dispose: Dispose | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(seams: LogInSeams) {
    this.#seams = seams;
  }

  get kind(): State['logIn'] {
    return this.#seams.secure ? 'secure' : this.#seams.logIn.kind;
  }

  /**
   * Lets people log in by what is kept here.
   *
   * @returns whether nobody had to log in before, and what undoes it
   * @throws `access.log-in-failed`; then everything is as before
   */
  provide(): Promise<{ readonly isNew: boolean; readonly undo: Dispose }> {
    const provided = this.#last.then(() => this.#provide());
    this.#last = provided.catch(() => undefined);
    return provided;
  }

  async #provide(): Promise<{ readonly isNew: boolean; readonly undo: Dispose }> {
    const { secure, logIn, provider } = this.#seams;
    if (this.#dispose) return { isNew: false, undo: () => {} };
    const isNew = this.kind === 'none';
    try {
      this.#dispose = secure ? secure.open(provider) : await logIn.provide(provider);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw accessErrors.logInFailed({ reason }, { cause: error });
    }
    return { isNew, undo: () => this.close() };
  }

  /** With `secure.cjs` nobody gets in from then on, and is told why. */
  fail(problem: CodedError): void {
    this.#seams.secure?.fail(problem);
  }

  close(): void {
    this.#dispose?.();
    this.#dispose = undefined;
  }
}

/** The way to `secure.cjs`; where it is of another time it stays closed, and that is a problem. */
export function findSecure(problems: Problems, directory: string): SecureLink | undefined {
  try {
    const secure = linkToSecure();
    if (secure && secureIsOutdated(directory)) problems.set('secure', accessErrors.guardOutdated());
    return secure;
  } catch (error) {
    problems.set('secure', error);
    return undefined;
  }
}
