import type { Policy } from '@millwright/access';
import type { Host, RouteHandlers } from '@millwright/runtime';
import { accessErrors } from '../common/errors.ts';
import type { Person } from '../common/people.ts';
import type { peopleRoutes } from '../common/routes.ts';
import { type State, setUpUser } from '../common/state.ts';
import type { LockOut } from './identity/lock-out.ts';
import type { Passwords } from './identity/password.ts';
import { checkPassword } from './identity/password-rules.ts';
import { isBound, listPeople, type People, personOf, withRoles } from './identity/people.ts';
import { asOperation } from './operations.ts';
import type { Rules } from './rules/rules.ts';
import type { Changes, Part } from './store/changes.ts';
import type { LocalUser } from './store/messages.ts';

export interface PeopleTools {
  readonly host: Pick<Host, 'operate'>;
  readonly people: People;
  readonly rules: Rules;
  readonly passwords: Passwords;
  readonly lockOut: LockOut;
  readonly changes: Changes;
  readonly now: () => number;
  readonly logInKind: () => State['logIn'];
  readonly canLogIn: (name: string) => boolean;
  /** @throws while people cannot be changed */
  readonly checkReady: () => void;
  readonly endSessionsOf: (name: string) => Promise<void>;
  /** Told when people are others, but the rules are not. */
  readonly onChange: () => void;
}

type Handlers = Pick<
  RouteHandlers<typeof peopleRoutes>,
  'listPeople' | 'addPerson' | 'changePerson' | 'removePerson'
>;

/** Local users, and whoever else has a role. */
export function peopleHandlers(tools: PeopleTools): Handlers {
  const { host, people, rules, passwords, lockOut, changes, now, checkReady } = tools;
  const lockedUntil = (name: string) => lockOut.until(name);
  const seen = (name: string): Person =>
    personOf(name, people.user(name), rules.policy.bindings, lockedUntil(name));

  const kept = (user: LocalUser): Part => ({
    change: { people: [user] },
    enter: () => people.keep(user),
  });

  /** Roles of people are bindings in the policy: another one of these is another revision. */
  const bound = (name: string, roles: readonly string[] | undefined, by: string | undefined): Part[] => {
    if (roles === undefined) return [];
    for (const role of roles)
      if (!rules.policy.roles.some((each) => each.name === role)) throw accessErrors.roleUnknown({ role });
    if (sameRoles(seen(name).roles, roles)) return [];
    rules.checkNothingPending();
    return [rules.replace(withRoles(rules.policy, name, roles), { by })];
  };

  return {
    async listPeople() {
      return { people: listPeople(people, rules.policy, lockedUntil) };
    },

    addPerson: ({ body: { name, password, roles } }) =>
      asOperation(host, 'person.add', { kind: 'person', id: name }, async ({ by, tell }) => {
        checkReady();
        tell({ roles });
        checkPassword(password, name);
        const hash = await passwords.hash(password);
        await rules.lookForOwners();
        const added = await changes.make(() => {
          if (people.similar(name) || name === setUpUser) throw accessErrors.personExists({ name });
          const user = { name, password: hash, disabled: false, made: now() };
          return { parts: [kept(user), ...bound(name, roles, by)], result: () => seen(name) };
        });
        tools.onChange();
        return added;
      }),

    changePerson: ({ params: { name }, body }) =>
      asOperation(host, 'person.change', { kind: 'person', id: name }, async ({ by, tell }) => {
        checkReady();
        const { password, roles, disabled, unlock } = body;
        tell({ changed: Object.keys(body), ...(roles ? { roles } : {}) });
        if (password !== undefined) checkPassword(password, name);
        const hash = password === undefined ? undefined : await passwords.hash(password);
        await rules.lookForOwners();
        const changed = await changes.make(() => {
          const local = localOf(name, tools, body);
          const parts = bound(name, roles, by);
          if (local && (hash !== undefined || disabled !== undefined)) {
            const user = { ...local, password: hash ?? local.password, disabled: disabled ?? local.disabled };
            if (user.disabled) checkOwnerWithout(tools, name, policyAfter(rules, name, roles));
            parts.push(kept(user));
          }
          return { parts, result: () => seen(name) };
        });
        if (unlock) lockOut.forget(name);
        if (disabled || hash !== undefined) await tools.endSessionsOf(name);
        tools.onChange();
        return unlock ? seen(name) : changed;
      }),

    removePerson: ({ params: { name } }) =>
      asOperation(host, 'person.remove', { kind: 'person', id: name }, async ({ by }) => {
        checkReady();
        await rules.lookForOwners();
        await changes.make(() => {
          const local = people.user(name);
          if (!local && !isBound(rules.policy, name)) throw accessErrors.personUnknown({ name });
          const parts = bound(name, [], by);
          checkOwnerWithout(tools, name, policyAfter(rules, name, []));
          const tokens = people.tokens().filter(({ owner }) => owner === name);
          const gone: Part = {
            change: { peopleGone: local ? [name] : [], tokensGone: tokens.map(({ id }) => id) },
            enter: () => {
              people.remove(name);
              for (const { id } of tokens) people.removeToken(id);
            },
          };
          return { parts: [...parts, gone], result: () => undefined };
        });
        lockOut.forget(name);
        await tools.endSessionsOf(name);
        tools.onChange();
      }),
  };
}

/** @throws `access.person-unknown`, `access.not-local` */
function localOf(
  name: string,
  { people, rules, logInKind }: PeopleTools,
  { password, disabled, unlock }: { password?: unknown; disabled?: unknown; unlock?: unknown },
): LocalUser | undefined {
  const local = people.user(name);
  if (local) return local;
  // Who there is in `settings.js` is not known: their names are taken as they are given.
  const mayBeElsewhere = ['settings', 'secure'].includes(logInKind());
  if (!isBound(rules.policy, name) && !mayBeElsewhere) throw accessErrors.personUnknown({ name });
  if (password !== undefined || disabled !== undefined || unlock !== undefined)
    throw accessErrors.notLocal({ name });
  return undefined;
}

const policyAfter = (rules: Rules, name: string, roles: readonly string[] | undefined): Policy =>
  roles === undefined ? rules.policy : withRoles(rules.policy, name, roles);

/** @throws `access.last-owner` */
function checkOwnerWithout({ rules, canLogIn }: PeopleTools, gone: string, policy: Policy): void {
  rules.checkOwner(policy, (name) => name !== gone && canLogIn(name));
}

function sameRoles(one: readonly string[], other: readonly string[]): boolean {
  return one.toSorted().join() === [...new Set(other)].sort().join();
}
