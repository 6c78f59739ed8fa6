import { type AccessInstance, passwordOf } from './access.ts';
import { type RawAnswer, raw } from './dashboard-socket.ts';

export const logInPath = '/millwright/log-in';
export const logOutPath = '/millwright/log-out';

/** Somebody's browser at the log-in page, with its cookies, as far as one can do it by hand. */
export class Visitor {
  readonly #access: AccessInstance;
  readonly #cookies = new Map<string, string>();
  /** Cookies as they were set, each whole. */
  readonly set: string[] = [];

  constructor(access: AccessInstance) {
    this.#access = access;
  }

  get headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookie === '' ? {} : { Cookie: cookie };
  }

  /** What stands for the session; undefined while there is none. */
  get secret(): string | undefined {
    return [...this.#cookies].find(([name]) => name.startsWith('millwright-session-'))?.[1];
  }

  async ask(
    path: string,
    {
      method = 'GET',
      headers,
      form,
    }: {
      readonly method?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly form?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<RawAnswer> {
    const answer = await raw(this.#access.nodeRed.url, path, {
      method,
      headers: {
        Accept: 'text/html',
        ...this.headers,
        ...(form ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
        ...headers,
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    });
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(cookie);
    return answer;
  }

  /** The token that stands in the form of the page. */
  async token(path = logInPath): Promise<string> {
    const { text } = await this.ask(path);
    return /name="token" value="([^"]+)"/.exec(text)?.[1] ?? '';
  }

  async logIn(
    name: string,
    { password = passwordOf(name), to }: { readonly password?: string; readonly to?: string } = {},
  ): Promise<RawAnswer> {
    const token = await this.token();
    const form = { name, password, token, ...(to === undefined ? {} : { to }) };
    return this.ask(logInPath, { method: 'POST', form });
  }

  async logOut(): Promise<RawAnswer> {
    return this.ask(logOutPath, { method: 'POST', form: { token: await this.token() } });
  }

  #keep(cookie: string): void {
    this.set.push(cookie);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/Max-Age=0/.test(cookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Somebody who is logged in to dashboards. */
export async function visitor(access: AccessInstance, name: string, password?: string): Promise<Visitor> {
  const made = new Visitor(access);
  const { status, text } = await made.logIn(name, password === undefined ? {} : { password });
  if (status !== 303) throw new Error(`Log-in of ${name}: ${status} ${text}`);
  return made;
}
