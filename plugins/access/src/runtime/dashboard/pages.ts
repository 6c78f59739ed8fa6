import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Host } from '@millwright/runtime';
import { dashboardClient } from '../../common/dashboards.ts';
import { dropCookie, secretsIn, setCookie } from './cookie.ts';
import { destinationOf } from './destination.ts';
import type { FormTokens } from './form-tokens.ts';
import type { LoggedIn } from './log-in.ts';
import { type PageView, pageText } from './page/page.ts';
import { contentPolicy } from './page/style.ts';
import { languageOf, type PageText } from './page/texts.ts';
import { readForm } from './read-form.ts';
import type { DashboardSessions } from './sessions.ts';

/** Below the root of the node side. */
export const logInPage = '/millwright/log-in';
export const logOutPage = '/millwright/log-out';

export interface PagesOptions {
  /** Of the node side, without a slash at its end. */
  readonly root: string;
  readonly names: { readonly session: string; readonly form: string };
  readonly sessions: DashboardSessions;
  readonly formTokens: FormTokens;
  readonly audit: Host['audit'];
  /** Where the first dashboard is, with the root. */
  readonly firstDashboard: () => string | undefined;
  readonly canLogIn: () => boolean;
  /** Whether there is somebody of this name. */
  readonly knows: (name: string) => boolean;
  readonly isTried: (name: string, password: string) => Promise<LoggedIn>;
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** The page where people log in to dashboards, and what its forms lead to. */
export class LogInPages {
  readonly #options: PagesOptions;

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  readonly logIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked = { request, response };
    if (request.method === 'POST') return this.#logIn(asked);
    if (request.method !== 'GET' && request.method !== 'HEAD') return notAllowed(response, 'GET, HEAD, POST');
    const query = new URL(request.url ?? '/', 'http://here.invalid').searchParams;
    const to = destinationOf(query.get('to'), this.#options.root);
    const session = this.#options.sessions.find(this.#secrets(request));
    if (session)
      this.#show(asked, 200, { what: 'loggedIn', user: session.user }, to ?? this.#options.firstDashboard());
    else this.#form(asked, 200, { to, note: query.has('out') ? 'loggedOut' : undefined });
  };

  readonly logOut = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { root, names } = this.#options;
    const asked = { request, response };
    if (request.method !== 'POST') return notAllowed(response, 'POST');
    const form = await readForm(request);
    if (!form || !this.#isOwnForm(request, form['token']))
      return this.#form(asked, 403, { to: undefined, problem: 'stale' });
    for (const secret of this.#secrets(request)) await this.#end(secret);
    response.appendHeader('Set-Cookie', dropCookie(names.session, this.#cookie(request)));
    redirect(response, `${root}${logInPage}?out`);
  };

  async #logIn(asked: Asked): Promise<void> {
    const { root, names, isTried, canLogIn, knows, audit, firstDashboard } = this.#options;
    const { request, response } = asked;
    const form = await readForm(request);
    const to = destinationOf(form?.['to'], root);
    if (!form || !this.#isOwnForm(request, form['token']))
      return this.#form(asked, 403, { to, problem: 'stale' });
    if (!canLogIn()) return this.#form(asked, 503, { to });
    const { name = '', password = '' } = form;
    const done = await isTried(name, password);
    if (done.ok) {
      audit('auth.login', { username: done.user, client: dashboardClient });
      // Pages that this browser has open would go on in the name of whoever was there before.
      for (const secret of this.#secrets(request)) await this.#end(secret);
      response.appendHeader('Set-Cookie', setCookie(names.session, done.secret, this.#cookie(request)));
      return redirect(response, to ?? firstDashboard() ?? `${root}${logInPage}`);
    }
    // A name that nobody has may be a password that was typed into the wrong field.
    const who: { username?: string } = knows(name) ? { username: name } : {};
    audit(failures[done.why].event, { ...who, client: dashboardClient });
    this.#form(asked, failures[done.why].status, { to, name, problem: done.why });
  }

  async #end(secret: string): Promise<void> {
    const { sessions, audit } = this.#options;
    const session = sessions.find([secret]);
    if (!session) return;
    await sessions.end(({ id }) => id === session.id);
    audit('auth.login.revoke', { username: session.user, client: dashboardClient });
  }

  #form(
    asked: Asked,
    status: number,
    {
      to,
      name = '',
      problem,
      note,
    }: {
      readonly to: string | undefined;
      readonly name?: string;
      readonly problem?: PageText | undefined;
      readonly note?: PageText | undefined;
    },
  ): void {
    if (!this.#options.canLogIn()) {
      this.#show(asked, 503, { what: 'unavailable' }, to);
      return;
    }
    const view = {
      what: 'form',
      name: name.slice(0, 200),
      problem,
      note,
      isPrivate: isPrivate(asked.request),
    } as const;
    this.#show(asked, status, view, to);
  }

  #show(
    { request, response }: Asked,
    status: number,
    view: DistributiveOmit<PageView, 'language' | 'logInPath' | 'logOutPath' | 'formToken' | 'to'>,
    to: string | undefined,
  ): void {
    const { root, names, formTokens } = this.#options;
    const [former] = secretsIn(request.headers.cookie, names.form);
    const { cookie, token } = formTokens.make(former);
    if (former === undefined)
      response.appendHeader('Set-Cookie', setCookie(names.form, cookie, this.#cookie(request)));
    const common = {
      language: languageOf(request.headers['accept-language']),
      logInPath: root + logInPage,
      logOutPath: root + logOutPage,
      formToken: token,
      to,
    };
    const text = Buffer.from(pageText({ ...common, ...view }));
    response.writeHead(status, {
      ...pageHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': text.length,
    });
    response.end(request.method === 'HEAD' ? undefined : text);
  }

  /** Browsers that say where a form comes from have to say that it is from here; all have to send what stood in it. */
  #isOwnForm({ headers }: IncomingMessage, token: unknown): boolean {
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
    return this.#options.formTokens.matches(secretsIn(headers.cookie, this.#options.names.form), token);
  }

  #secrets({ headers }: IncomingMessage): readonly string[] {
    return secretsIn(headers.cookie, this.#options.names.session);
  }

  #cookie(request: IncomingMessage) {
    return { root: this.#options.root, secure: isEncrypted(request) };
  }
}

type DistributiveOmit<Type, Keys extends PropertyKey> = Type extends unknown ? Omit<Type, Keys> : never;

const failures = {
  wrong: { status: 401, event: 'auth.login.fail.credentials' },
  locked: { status: 429, event: 'auth.login.fail.too-many-attempts' },
  busy: { status: 503, event: 'auth.login.fail.too-many-attempts' },
} as const;

const pageHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': contentPolicy,
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Proxies must not hand one person's page to another.
  Vary: 'Cookie, Accept-Language',
};

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { ...pageHeaders, Location: location, 'Content-Length': 0 }).end();
}

function notAllowed(response: ServerResponse, allow: string): void {
  response.writeHead(405, { ...pageHeaders, Allow: allow, 'Content-Length': 0 }).end();
}

/**
 * Whether a request came over TLS, also if only a proxy says so: believed, it can but make a cookie more careful.
 */
function isEncrypted({ socket, headers }: IncomingMessage): boolean {
  const [forwarded = ''] = String(headers['x-forwarded-proto'] ?? '').split(',', 1);
  return 'encrypted' in socket || forwarded.trim().toLowerCase() === 'https';
}

const isPrivate = (request: IncomingMessage): boolean =>
  isEncrypted(request) || /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '');
