import type { Mounted } from '../door/layers.ts';
import { type Wrapped, wrap } from '../door/wrap.ts';
import type { LogInProvider, LogInUser } from '../log-in.ts';
import type { EditorApi } from './editor-api.ts';

/** Whoever comes with an API token: stands where Node-RED has the name of a session's user. */
class Bearer {
  readonly user: LogInUser;
  constructor(user: LogInUser) {
    this.user = user;
  }
}

/**
 * Makes Node-RED ask a provider before it asks whatever `settings.js` has. API tokens are told where Node-RED looks up
 * sessions: that serves every way in which a token may come (header, query, live connection), whatever header
 * `adminAuth` has for tokens of its own.
 *
 * @param fault told what a provider threw: Node-RED would end with it; who is not known is turned away
 */
export function askFirst(
  { users, tokens }: Pick<EditorApi, 'users' | 'tokens'>,
  provider: LogInProvider,
  fault: (error: unknown) => void,
): Mounted {
  const known = async <Answer extends LogInUser | null | false>(
    answer: () => Promise<Answer>,
  ): Promise<LogInUser | Answer | null> => {
    try {
      const user = await answer();
      return user ? handed(user) : user;
    } catch (error) {
      fault(error);
      return null;
    }
  };
  /** Somebody of `settings.js`, whichever way they proved who they are, unless the provider knows better. */
  const notRefused = async (user: unknown): Promise<unknown> => {
    const name = typeof user === 'object' && user !== null ? Reflect.get(user, 'username') : undefined;
    const isRefused = typeof name === 'string' && (await known(() => provider.user(name))) === false;
    return isRefused ? null : user;
  };
  const wrapped: readonly Wrapped[] = [
    wrap(users, 'get', (original) => async (name) => {
      if (name instanceof Bearer) return handed(name.user);
      const user = typeof name === 'string' ? await known(() => provider.user(name)) : null;
      return user === false ? null : (user ?? original(name));
    }),
    wrap(users, 'authenticate', (original) => async (...proof) => {
      const [name, password] = proof;
      const user =
        typeof name === 'string' && typeof password === 'string'
          ? await known(() => provider.authenticate(name, password))
          : null;
      return user === false ? null : (user ?? notRefused(await original(...proof)));
    }),
    wrap(tokens, 'get', (original) => async (token) => {
      const session = await original(token);
      if (session || typeof token !== 'string') return session;
      const user = await known(() => provider.token(token));
      return user ? { user: new Bearer(user), scope: user.permissions } : session;
    }),
  ];
  return {
    inPlace: () => wrapped.every((each) => each.inPlace()),
    undo() {
      for (const each of [...wrapped].reverse()) each.undo();
    },
  };
}

/** Node-RED writes into what it is given, and shows it: a copy, and nothing beside what is declared. */
function handed(user: LogInUser): LogInUser {
  const { username, permissions, anonymous, apiToken } = user;
  return {
    username,
    permissions: typeof permissions === 'string' ? permissions : [...permissions],
    ...(anonymous ? { anonymous } : {}),
    ...(apiToken === undefined ? {} : { apiToken }),
  };
}
