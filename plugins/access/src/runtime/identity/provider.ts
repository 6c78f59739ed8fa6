import type { Decider, Subject } from '@millwright/access';
import type { Log, LogInProvider, LogInUser } from '@millwright/runtime';
import { setUpUser } from '../../common/state.ts';
import type { SetUpCode } from '../set-up/code.ts';
import type { Note } from '../store/messages.ts';
import { looksLikeToken } from './api-tokens.ts';
import type { LockOut } from './lock-out.ts';
import type { Passwords } from './password.ts';
import type { People } from './people.ts';
import { permissionsOf } from './permissions.ts';

export interface ProviderOptions {
  readonly people: People;
  readonly passwords: Passwords;
  readonly lockOut: LockOut;
  readonly code: SetUpCode;
  readonly decider: () => Decider;
  readonly now: () => number;
  readonly log: Log;
  /** Notes what is not worth waiting for: when somebody logged in last. */
  readonly note: Note;
}

/** A token that is used each second is not written each second. */
const noteEveryMs = 60_000;
const nobody = 'not a name';

/** Whoever knows the code has not set anything up yet: enough to see the editor, and its wizard. */
const setUpPermissions: readonly string[] = ['read'];

/** Who may log in by what is kept here: local users, API tokens, and for the set-up whoever knows the code. */
export function logInProvider(options: ProviderOptions): LogInProvider {
  const { people, passwords, lockOut, code, decider, now, log, note } = options;

  const permissions = (subject: Subject) => permissionsOf(decider().actionsOf(subject));

  const known = (name: string): LogInUser | null | false => {
    if (name === setUpUser && code.isValid) return { username: setUpUser, permissions: setUpPermissions };
    const local = people.user(name);
    if (!local) return null;
    // Whoever is switched off here is so by every other log-in, too.
    if (local.disabled) return false;
    return { username: local.name, permissions: permissions({ kind: 'user', name: local.name }) };
  };

  const isOff = (name: string): boolean => people.user(name)?.disabled === true;

  const failed = (name: string, isKnown: boolean): void => {
    const until = lockOut.failed(name);
    // Names that nobody has may be passwords that were typed into the wrong field.
    if (!isKnown) return;
    const locked = until === undefined ? '' : `: not tried again before ${new Date(until).toISOString()}`;
    log.warn(
      `Log-in of ${name} failed${locked}. Node-RED itself refuses the sixth within ten minutes, and nobody can undo that`,
    );
  };

  return {
    async user(name) {
      return known(name);
    },

    async authenticate(given, password) {
      const name = given.normalize('NFC');
      if (name.length > 200) return null;
      if (name === setUpUser && code.isValid) return code.matches(password) ? known(name) : null;
      const local = people.user(name);
      if (lockOut.until(local?.name ?? name) !== undefined) {
        if (local) log.warn(`Log-in of ${local.name} was not tried: too many have failed`);
        return isOff(name) ? false : null;
      }
      // Not tried, so not wrong. Node-RED counts it all the same, as it does every log-in that is not let in.
      if (passwords.isBusy) return isOff(name) ? false : null;
      const right = await passwords.matches(password, local?.password);
      // Looked at again: much may have happened in a tenth of a second.
      const still = people.user(local?.name ?? nobody);
      if (!right || !still || still.disabled || still.password !== local?.password) {
        failed(local?.name ?? name, local !== undefined);
        return still?.disabled ? false : null;
      }
      lockOut.forget(still.name);
      const seen = { ...still, lastLogIn: now() };
      people.keep(seen);
      note({ people: [seen] });
      return known(still.name);
    },

    async token(text) {
      const token = looksLikeToken(text) ? people.tokenOf(text) : undefined;
      if (!token || token.expires <= now() || isOff(token.owner)) return null;
      if (now() - (token.lastUsed ?? 0) >= noteEveryMs) {
        const used = { ...token, lastUsed: now() };
        people.keepToken(used);
        note({ tokens: [used] });
      }
      const owner: Subject = { kind: 'user', name: token.owner };
      const subject = token.roles === undefined ? owner : { ...owner, within: token.roles };
      return { username: token.owner, permissions: permissions(subject), apiToken: token.name };
    },
  };
}
