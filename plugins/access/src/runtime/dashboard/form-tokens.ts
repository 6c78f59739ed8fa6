import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Tells that a form was sent from our own page: what stands in it follows from a cookie that no other site can read, by a
 * key that nobody has. After a restart of Node-RED the page has to be loaded anew.
 */
export class FormTokens {
  readonly #key = randomBytes(32);

  /** @param cookie of the browser; another one for whoever has none yet */
  make(cookie = randomBytes(32).toString('base64url')): { readonly cookie: string; readonly token: string } {
    return { cookie, token: this.#tokenOf(cookie).toString('base64url') };
  }

  matches(cookies: readonly string[], token: unknown): boolean {
    if (typeof token !== 'string') return false;
    const given = Buffer.from(token, 'base64url');
    return cookies.some((cookie) => {
      const right = this.#tokenOf(cookie);
      return given.length === right.length && timingSafeEqual(given, right);
    });
  }

  #tokenOf(cookie: string): Buffer {
    return createHmac('sha256', this.#key).update(cookie).digest();
  }
}
