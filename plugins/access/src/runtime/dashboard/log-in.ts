import type { LogIn, LogInProvider } from '@millwright/runtime';
import { setUpUser } from '../../common/state.ts';
import type { LockOut } from '../identity/lock-out.ts';
import type { Outside } from '../identity/outside.ts';
import type { Passwords } from '../identity/password.ts';
import type { People } from '../identity/people.ts';
import type { DashboardSessions } from './sessions.ts';

export interface DashboardLogInOptions {
  readonly logIn: Pick<LogIn, 'takesPasswords' | 'authenticate'>;
  readonly provider: Pick<LogInProvider, 'authenticate'>;
  readonly people: People;
  readonly outside: Outside;
  readonly passwords: Pick<Passwords, 'isBusy'>;
  readonly lockOut: LockOut;
  readonly sessions: DashboardSessions;
}

export type LoggedIn =
  | { readonly ok: true; readonly user: string; readonly secret: string }
  | { readonly ok: false; readonly why: 'wrong' | 'busy' }
  | { readonly ok: false; readonly why: 'locked' };

/** The same people as in the editor, with the same waits after failures. */
export async function logInToDashboards(
  given: { readonly name: string; readonly password: string },
  options: DashboardLogInOptions,
): Promise<LoggedIn> {
  const { logIn, provider, people, outside, passwords, lockOut, sessions } = options;
  const name = given.name.normalize('NFC');
  // Whoever sets access up has nothing to do here.
  if (name === '' || name.length > 200 || name === setUpUser) return { ok: false, why: 'wrong' };
  const former = people.user(name)?.password;
  if (lockOut.until(people.user(name)?.name ?? name) !== undefined) return { ok: false, why: 'locked' };
  if (passwords.isBusy) return { ok: false, why: 'busy' };
  // The provider counts those that fail, and whom it does not know as failed.
  const user = logIn.takesPasswords
    ? await logIn.authenticate(name, given.password)
    : await provider.authenticate(name, given.password);
  if (!user) return { ok: false, why: 'wrong' };
  const { username } = user;
  lockOut.forget(name);
  outside.saw({ kind: 'user', name: username });
  const secret = await sessions.begin(username);
  // Their password may have become another one in between, which ends all sessions that there were.
  if (people.user(name)?.password === former) return { ok: true, user: username, secret };
  await sessions.end((session) => session.user === username && session === sessions.find([secret]));
  return { ok: false, why: 'wrong' };
}
