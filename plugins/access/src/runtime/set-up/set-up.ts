import { existsSync, lstatSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Binding, defaultPolicy, type Policy, readyMadeRoles } from '@millwright/access';
import type { Actor } from '@millwright/runtime';
import { storageFailure, writeDurableFile } from '@millwright/store';
import { accessErrors } from '../../common/errors.ts';
import { setUpUser } from '../../common/state.ts';
import type { Passwords } from '../identity/password.ts';
import { checkPassword } from '../identity/password-rules.ts';
import { type People, withRoles } from '../identity/people.ts';
import type { Rules } from '../rules/rules.ts';
import type { Changes, Part } from '../store/changes.ts';
import type { SetUpCode } from './code.ts';

/** Says that an owner was made: then a database that is not there was lost. */
export const markIn = (directory: string): string => join(directory, 'access.set-up');
/** Left by `millwright access recover`: an owner may be made once more. */
export const recoveryIn = (directory: string): string => join(directory, 'access.recover');
export const codeIn = (directory: string): string => join(directory, 'set-up-code');

/** Whether a file is there, or cannot be said not to be. */
export function mayBeThere(file: string): boolean {
  try {
    return lstatSync(file) !== undefined;
  } catch (error) {
    return !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
  }
}

/** Remembers outside of the database that there was an owner. */
export function writeMark(directory: string): void {
  const file = markIn(directory);
  if (existsSync(file)) return;
  try {
    writeDurableFile(file, 'Access was set up: without access.db nobody is let in.\n');
  } catch (error) {
    throw storageFailure(error, file) ?? error;
  }
}

/**
 * Lets whoever recovers access look around, so that the editor and its wizard can be opened: rules may be all gone.
 */
export function withSetUpUser(policy: Policy): Policy {
  const [viewer] = readyMadeRoles.filter(({ name }) => name === 'viewer');
  if (!viewer) return policy;
  const role = { ...viewer, name: 'millwright-set-up' };
  const binding: Binding = { subject: { kind: 'user', name: setUpUser }, role: role.name };
  return { ...policy, roles: [...policy.roles, role], bindings: [...policy.bindings, binding] };
}

export interface SetUpRequest {
  readonly code: string;
  readonly owner?: { readonly name: string; readonly password: string } | undefined;
  readonly everyone?: string | undefined;
}

export interface SetUpTools {
  readonly directory: () => string;
  readonly rules: Rules;
  readonly people: People;
  readonly passwords: Passwords;
  readonly changes: Changes;
  readonly code: SetUpCode;
  readonly now: () => number;
  /**
   * Lets people log in by what is kept here, from now on.
   *
   * @returns whether nobody had to log in before, and what undoes it
   * @throws `access.log-in-failed`; then everything is as before
   */
  readonly provideLogIn: () => Promise<{ readonly isNew: boolean; readonly undo: () => void }>;
  readonly endSessionsOf: (name: string) => Promise<void>;
  /** Told once there is an owner, and whether as a local user made for it. */
  readonly onDone: (owner: string, isNew: boolean) => void;
}

/** Makes the first owner, for whoever knows the code. */
export class SetUp {
  readonly #tools: SetUpTools;

  constructor(tools: SetUpTools) {
    this.#tools = tools;
  }

  async run(request: SetUpRequest, actor: Actor): Promise<{ owner: string; logInNow: boolean }> {
    const { code, changes, passwords, endSessionsOf } = this.#tools;
    if (!code.isValid) throw accessErrors.alreadySetUp();
    code.check(request.code);
    if (request.owner) checkPassword(request.owner.password, request.owner.name);
    const hash = request.owner && (await passwords.hash(request.owner.password));
    const done = await changes.inTurn(async () => {
      // Somebody else may have been quicker.
      if (!code.isValid) throw accessErrors.alreadySetUp();
      return this.#begin(request, actor, hash);
    });
    await endSessionsOf(setUpUser);
    return done;
  }

  async #begin(
    { owner, everyone }: SetUpRequest,
    actor: Actor,
    hash: string | undefined,
  ): Promise<{ owner: string; logInNow: boolean }> {
    const { people, rules, changes, directory, code, now } = this.#tools;
    const name = owner?.name ?? ownName(actor);
    if (owner && (people.similar(name) || name === setUpUser)) throw accessErrors.personExists({ name });
    const policy = firstPolicy(rules.ready ? rules.policy : defaultPolicy, name, everyone);
    // First of all, so that whatever fails after it leaves an instance as it was: one that nobody owns.
    const { isNew, undo } = await this.#tools.provideLogIn();
    try {
      rmSync(recoveryIn(directory()), { force: true });
      const parts: Part[] = [rules.begin(policy, name)];
      if (hash !== undefined) {
        const user = { name, password: hash, disabled: false, made: now() };
        parts.unshift({ change: { people: [user] }, enter: () => people.keep(user) });
      }
      await changes.write(parts);
    } catch (error) {
      undo();
      throw error;
    }
    code.drop();
    this.#tools.onDone(name, owner !== undefined);
    return { owner: name, logInNow: isNew || owner !== undefined };
  }
}

/** @throws `access.user-needed` */
function ownName(actor: Actor): string {
  if (actor.kind !== 'user' || actor.name === undefined || actor.name === setUpUser)
    throw accessErrors.userNeeded();
  return actor.name;
}

/** @throws `access.role-unknown` */
function firstPolicy(former: Policy, owner: string, everyone: string | undefined): Policy {
  const [ready] = readyMadeRoles.filter(({ name }) => name === 'owner');
  const roles = ready ? [...former.roles.filter(({ name }) => name !== 'owner'), ready] : former.roles;
  const policy = withRoles({ ...former, roles }, owner, ['owner']);
  if (everyone === undefined) return policy;
  if (!roles.some(({ name }) => name === everyone)) throw accessErrors.roleUnknown({ role: everyone });
  return {
    ...policy,
    bindings: [...policy.bindings, { subject: { kind: 'everyone' }, role: everyone }],
  };
}
