import type { LogInUser } from './log-in.ts';

/** Who did it. `anyone` is a person without a log-in, `system` is Node-RED itself or a node of a flow. */
export interface Actor {
  readonly kind: 'user' | 'token' | 'device' | 'system' | 'anyone';
  readonly name?: string;
}

/** The HTTP request that an operation came from. All of it is the client's word: shown, never trusted. */
export interface Source {
  readonly method: string;
  /** Path on the admin application, without the query: queries may hold tokens. */
  readonly path: string;
  /** Address of the peer (Express's `req.ip`: the socket's, unless `trust proxy` is set). */
  readonly address: string;
  readonly userAgent?: string;
}

export const systemActor: Actor = { kind: 'system' };
export const anyone: Actor = { kind: 'anyone' };

/**
 * The actor for the user object of Node-RED's `adminAuth`. Without a log-in there is none, and the anonymous
 * default user has no name. Whoever came with an API token acts as that token.
 */
export function actorOfUser(user: unknown): Actor {
  if (typeof user !== 'object' || user === null) return anyone;
  const { username, anonymous, apiToken } = user as Partial<Record<keyof LogInUser, unknown>>;
  if (anonymous || username === undefined || username === null || username === '') return anyone;
  if (typeof apiToken === 'string') return { kind: 'token', name: apiToken };
  // Whoever writes their own `adminAuth` may take numbers for names.
  return { kind: 'user', name: String(username) };
}

/** For messages: `anna`, `anyone`, `the system`. */
export function nameOfActor(actor: Actor): string {
  return actor.name ?? (actor.kind === 'system' ? 'the system' : actor.kind);
}
