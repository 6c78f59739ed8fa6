import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Session } from '../log-in.ts';
import type { StoredSession } from '../red.ts';

export type StoredSessions = Readonly<Record<string, StoredSession>> | null;

/** What tells a session apart without being worth anything. */
const idOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** The session that a request came with, if it is one: an API token looks the same. */
export function sessionOfRequest({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const [, token] = /^Bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return token === undefined ? undefined : idOf(token);
}

/** Those that have not ended. */
export function sessionsOf(stored: StoredSessions, now: number): readonly Session[] {
  return Object.entries(stored ?? {})
    .filter(([, { expires }]) => expires > now)
    .map(([token, { user, client, scope, expires }]) => ({ id: idOf(token), user, client, scope, expires }));
}

export const tokenOfSession = (stored: StoredSessions, id: string): string | undefined =>
  Object.keys(stored ?? {}).find((token) => idOf(token) === id);
