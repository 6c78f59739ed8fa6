import { createHash } from 'node:crypto';

const secretForm = /^[\w-]{43}$/;

export interface CookieOptions {
  /** Of the node side, without a slash at its end. */
  readonly root: string;
  /** Whether it may only ever travel over TLS. */
  readonly secure: boolean;
}

/**
 * The name of a cookie of this very Node-RED: to browsers all ports of a machine are one.
 *
 * @param instance what tells Node-REDs of one machine apart
 */
export const cookieName = (purpose: string, instance: string): string =>
  `millwright-${purpose}-${createHash('sha256').update(instance).digest('hex').slice(0, 8)}`;

/** What browsers keep until they are closed, or the session ends here: no script can read it. */
export function setCookie(name: string, value: string, { root, secure }: CookieOptions): string {
  return `${name}=${value}; Path=${root || '/'}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export const dropCookie = (name: string, options: CookieOptions): string =>
  `${setCookie(name, '', options)}; Max-Age=0`;

/** All that came by a name, in their order: other pages of the same host can add to them. */
export function secretsIn(header: string | undefined, name: string): readonly string[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    const value = pair.slice(at + 1).trim();
    return at > 0 && pair.slice(0, at).trim() === name && secretForm.test(value) ? [value] : [];
  });
}
