import type { Host, RouteHandlers } from '@millwright/runtime';
import { accessErrors } from '../common/errors.ts';
import type { ownRoutes } from '../common/routes.ts';
import type { State } from '../common/state.ts';
import type { LockOut } from './identity/lock-out.ts';
import type { Passwords } from './identity/password.ts';
import { checkPassword } from './identity/password-rules.ts';
import type { People } from './identity/people.ts';
import { asOperation } from './operations.ts';
import type { SetUp } from './set-up/set-up.ts';
import type { Changes } from './store/changes.ts';

export interface OwnTools {
  readonly host: Pick<Host, 'operate'>;
  readonly people: People;
  readonly passwords: Passwords;
  readonly lockOut: LockOut;
  readonly changes: Changes;
  readonly now: () => number;
  readonly setUp: SetUp;
  readonly state: () => State;
  readonly checkReady: () => void;
  /** @param except the id of one that goes on */
  readonly endSessionsOf: (name: string, except?: string) => Promise<void>;
}

type Handlers = Pick<RouteHandlers<typeof ownRoutes>, 'getState' | 'setUp' | 'setOwnPassword'>;

/** What whoever is logged in may do for themselves, whatever the rules say. */
export const ownHandlers = (tools: OwnTools): Handlers => {
  const { host, people, passwords, lockOut, changes, now, setUp, state, checkReady, endSessionsOf } = tools;
  return {
    async getState() {
      return state();
    },

    setUp: ({ body }, { actor }) => asOperation(host, 'set-up', undefined, () => setUp.run(body, actor)),

    setOwnPassword: ({ body: { current, next } }, { actor, session }) =>
      asOperation(host, 'own-password.change', undefined, async () => {
        checkReady();
        if (actor.kind !== 'user' || actor.name === undefined) throw accessErrors.userNeeded();
        const user = people.user(actor.name);
        if (!user) throw accessErrors.notLocal({ name: actor.name });
        const until = lockOut.until(user.name);
        if (until !== undefined) {
          throw accessErrors.lockedOut({ seconds: Math.max(1, Math.ceil((until - now()) / 1000)) });
        }
        if (passwords.isBusy) throw accessErrors.busy();
        // Counted before it is tried: many at once would all be tried before the first one has failed.
        lockOut.failed(user.name);
        if (!(await passwords.matches(current, user.password))) throw accessErrors.passwordWrong();
        lockOut.forget(user.name);
        if (current === next) throw accessErrors.passwordInUse();
        checkPassword(next, user.name);
        const hash = await passwords.hash(next);
        await changes.make(() => {
          const still = people.user(user.name);
          if (still?.password !== user.password) throw accessErrors.passwordWrong();
          const changed = { ...still, password: hash };
          return {
            parts: [{ change: { people: [changed] }, enter: () => people.keep(changed) }],
            result: () => undefined,
          };
        });
        await endSessionsOf(user.name, session);
      }),
  };
};
