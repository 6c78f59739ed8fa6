import type { Decider } from '@millwright/access';
import type { LogIn, Session } from '@millwright/runtime';
import type { People } from './identity/people.ts';
import { type Permissions, permissionsOf, suffices } from './identity/permissions.ts';

export interface SessionsOptions {
  readonly logIn: Pick<LogIn, 'sessions' | 'endSession'>;
  readonly people: People;
  readonly decider: () => Decider;
  readonly fault: (error: unknown) => void;
}

/** The sessions of local users, which Node-RED gives for a week with the permissions that they had at first. */
export class Sessions {
  readonly #options: SessionsOptions;
  #permissions = new Map<string, Permissions>();

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Remembers what people may do now: sessions that were made before are made of no more than that. */
  look(): void {
    this.#permissions = this.#all();
  }

  /** @param except the id of one that goes on */
  async endOf(user: string, except?: string): Promise<void> {
    await this.#end((session) => session.user === user && session.id !== except);
  }

  /**
   * Ends those of people who may do more than before, where the session could not: they log in anew, and can. What
   * somebody may no longer do needs no end of a session: the rules are asked at each request.
   */
  async changed(): Promise<void> {
    const before = this.#permissions;
    this.look();
    const wider = new Map(
      [...this.#permissions].filter(([name, now]) => {
        const then = before.get(name);
        return then !== undefined && !suffices(then, now);
      }),
    );
    if (wider.size === 0) return;
    try {
      await this.#end(({ user, scope }) => {
        const now = wider.get(user);
        return now !== undefined && !suffices(scope, now);
      });
    } catch (error) {
      this.#options.fault(error);
    }
  }

  #all(): Map<string, Permissions> {
    const { people, decider } = this.#options;
    const actionsOf = (name: string) => decider().actionsOf({ kind: 'user', name });
    return new Map(people.users().map(({ name }) => [name, permissionsOf(actionsOf(name))]));
  }

  async #end(isOne: (session: Session) => boolean): Promise<void> {
    const { logIn } = this.#options;
    for (const session of await logIn.sessions()) if (isOne(session)) await logIn.endSession(session.id);
  }
}
