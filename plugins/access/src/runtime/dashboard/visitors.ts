import type { DashboardClient } from '@millwright/runtime';
import { looksLikeToken } from '../identity/api-tokens.ts';
import type { People } from '../identity/people.ts';
import type { StoredSession } from '../store/messages.ts';
import { secretsIn } from './cookie.ts';
import type { DashboardSessions } from './sessions.ts';

type Headers = DashboardClient['headers'];

export interface VisitorsOptions {
  readonly sessions: DashboardSessions;
  /** The name of the cookie. */
  readonly cookie: string;
  readonly people: People;
  readonly now: () => number;
}

/** Who comes to the node side, by what they send with each request. */
export class Visitors {
  readonly #options: VisitorsOptions;

  constructor(options: VisitorsOptions) {
    this.#options = options;
  }

  secretsOf({ cookie }: Headers): readonly string[] {
    return secretsIn(cookie, this.#options.cookie);
  }

  sessionOf(headers: Headers): StoredSession | undefined {
    return this.#options.sessions.find(this.secretsOf(headers));
  }

  /** Whoever is logged in, and programs with an API token. */
  isKnown(headers: Headers): boolean {
    return this.sessionOf(headers) !== undefined || this.#hasToken(headers);
  }

  #hasToken({ authorization = '' }: Headers): boolean {
    const { people, now } = this.#options;
    const [, text = ''] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    const token = looksLikeToken(text) ? people.tokenOf(text) : undefined;
    return token !== undefined && token.expires > now() && !people.user(token.owner)?.disabled;
  }
}
