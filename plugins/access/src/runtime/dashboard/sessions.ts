import { randomBytes } from 'node:crypto';
import type { DashboardSettings } from '../../common/dashboards.ts';
import { digestOf } from '../identity/api-tokens.ts';
import type { Change, Note, StoredSession } from '../store/messages.ts';

const minute = 60_000;
const hour = 60 * minute;
/** A session that is used each second is not written each second. */
const noteEveryMs = minute;

export interface DashboardSessionsOptions {
  readonly now: () => number;
  readonly settings: () => DashboardSettings;
  /** Whether there is still somebody of this name who may log in. */
  readonly isKnown: (user: string) => boolean;
  /** Durable when it resolves. */
  readonly write: (change: Change) => Promise<void>;
  readonly note: Note;
  /** Told of the digests of those that ended, whatever ended them. */
  readonly onEnded: (digests: ReadonlySet<string>) => void;
}

/** Who is logged in to dashboards. Of what their browsers hold only a digest is kept. */
export class DashboardSessions {
  readonly #options: DashboardSessionsOptions;
  readonly #byDigest = new Map<string, StoredSession>();
  /** When each was written last. */
  readonly #noted = new Map<string, number>();

  constructor(options: DashboardSessionsOptions) {
    this.#options = options;
  }

  load(stored: readonly StoredSession[]): void {
    this.#byDigest.clear();
    for (const session of stored) this.#keep(session);
  }

  /** @param secrets that a browser sent, of which one may be of a session that goes on */
  find(secrets: readonly string[]): StoredSession | undefined {
    for (const secret of secrets) {
      const session = this.#byDigest.get(digestOf(secret));
      if (session && this.#lasts(session)) return session;
    }
    return undefined;
  }

  /** Somebody has done something: their time without doing anything begins again. */
  use(session: StoredSession): void {
    const lastUsed = this.#options.now();
    const used = { ...session, lastUsed };
    if (!this.#byDigest.has(session.digest)) return;
    this.#byDigest.set(session.digest, used);
    if (lastUsed - (this.#noted.get(session.id) ?? 0) < noteEveryMs) return;
    this.#noted.set(session.id, lastUsed);
    this.#options.note({ sessions: [used] });
  }

  /** @returns what the browser is to hold */
  async begin(user: string): Promise<string> {
    const { now, write } = this.#options;
    this.sweep();
    const secret = randomBytes(32).toString('base64url');
    const session = {
      id: randomBytes(12).toString('base64url'),
      user,
      digest: digestOf(secret),
      made: now(),
      lastUsed: now(),
    };
    await write({ sessions: [session] });
    this.#keep(session);
    return secret;
  }

  list(): readonly StoredSession[] {
    return [...this.#byDigest.values()].filter((session) => this.#lasts(session));
  }

  /** When a session ends if nothing more is done, in milliseconds since 1970. */
  endOf({ made, lastUsed }: Pick<StoredSession, 'made' | 'lastUsed'>): number {
    const { idleMinutes, longestHours } = this.#options.settings();
    return Math.min(made + longestHours * hour, lastUsed + idleMinutes * minute);
  }

  /** @returns false if there is none that fits */
  end(fits: (session: StoredSession) => boolean): Promise<boolean> {
    return this.#end([...this.#byDigest.values()].filter(fits));
  }

  /** Forgets those whose time is over. */
  sweep(): void {
    const now = this.#options.now();
    const over = [...this.#byDigest.values()].filter((session) => this.endOf(session) <= now);
    void this.#end(over).catch(() => undefined);
  }

  /** Names of all who have one, also of those of whom it is not known yet whether they may. */
  users(): readonly string[] {
    return [...new Set([...this.#byDigest.values()].map(({ user }) => user))];
  }

  #keep(session: StoredSession): void {
    this.#byDigest.set(session.digest, session);
    this.#noted.set(session.id, session.lastUsed);
  }

  /** Nobody holds any of them any more, from this very moment on. */
  async #end(sessions: readonly StoredSession[]): Promise<boolean> {
    if (sessions.length === 0) return false;
    for (const { digest, id } of sessions) {
      this.#byDigest.delete(digest);
      this.#noted.delete(id);
    }
    this.#options.onEnded(new Set(sessions.map(({ digest }) => digest)));
    await this.#options.write({ sessionsGone: sessions.map(({ id }) => id) });
    return true;
  }

  #lasts(session: StoredSession): boolean {
    return this.endOf(session) > this.#options.now() && this.#options.isKnown(session.user);
  }
}
