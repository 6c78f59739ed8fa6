import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { ApiToken } from '../../common/people.ts';
import type { StoredToken } from '../store/messages.ts';

const prefix = 'mw_';
const tokenBytes = 32;
const dayMs = 24 * 60 * 60_000;

/** What is kept: of so much chance no slow hash is needed. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

export const looksLikeToken = (text: string): boolean => text.startsWith(prefix) && text.length < 100;

export interface TokenDraft {
  readonly name: string;
  readonly owner: string;
  readonly roles: readonly string[] | undefined;
  readonly days: number;
}

/** @returns the token itself, to be shown once, and what is kept of it */
export function makeToken(
  { name, owner, roles, days }: TokenDraft,
  now: number,
): { readonly token: string; readonly stored: StoredToken } {
  const token = `${prefix}${randomBytes(tokenBytes).toString('base64url')}`;
  return {
    token,
    stored: {
      id: randomUUID(),
      name,
      owner,
      roles,
      digest: digestOf(token),
      made: now,
      expires: now + days * dayMs,
    },
  };
}

/** A token as people see it. */
export function apiTokenOf({ id, name, owner, roles, made, expires, lastUsed }: StoredToken): ApiToken {
  return {
    id,
    name,
    owner,
    ...(roles === undefined ? {} : { roles: [...roles] }),
    created: made,
    expires,
    ...(lastUsed === undefined ? {} : { lastUsed }),
  };
}
