import type { Dispose } from './host.ts';

/** A person or token, as Node-RED's `adminAuth` takes them. */
export interface LogInUser {
  readonly username: string;
  /** Node-RED's own permissions: `*`, `read`, or a list such as `['read', 'flows.write']`. */
  readonly permissions: string | readonly string[];
  readonly anonymous?: true;
  /** The name of the API token that they came with. */
  readonly apiToken?: string;
}

/**
 * Who may log in. Each answers null for what it does not know: then `settings.js` is asked. False says that it is
 * nobody, whatever `settings.js` says.
 */
export interface LogInProvider {
  /** Asked at each request with a session: false, or null here and there, ends what the session can do. */
  user(name: string): Promise<LogInUser | null | false>;
  authenticate(name: string, password: string): Promise<LogInUser | null | false>;
  /** For API tokens, as they come in the header. */
  token(token: string): Promise<LogInUser | null>;
}

/**
 * Where the log-in comes from:
 * - `none`: nobody has to log in
 * - `settings`: `adminAuth` in `settings.js`
 * - `millwright`: switched on from here, in Node-RED's memory
 */
export type LogInKind = 'none' | 'settings' | 'millwright';

export interface Session {
  /** Tells sessions apart; never the token. */
  readonly id: string;
  readonly user: string;
  /** `node-red-editor`, `node-red-admin`, or whatever the client called itself. */
  readonly client: string;
  readonly scope: string | readonly string[];
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Node-RED's log-in, which has no public seam for plugins: private modules, looked at before they are touched. */
export interface LogIn {
  readonly kind: LogInKind;
  /**
   * Asks a provider before what `settings.js` has. With the kind `none` it switches log-in on: from then on whoever has
   * no session is refused, live connections included. Throws `runtime.log-in-unavailable` when this Node-RED is not as
   * expected, or the self-test after it fails; then everything is as before.
   */
  provide(provider: LogInProvider): Promise<Dispose>;
  /**
   * Whether people log in with a name and a password. Where `settings.js` has another way, such as a page of somebody
   * else's, there is nobody to ask.
   */
  readonly takesPasswords: boolean;
  /** Whom Node-RED's own log-in would let in: asks the provider, and then what `settings.js` has. Counts no failures. */
  authenticate(name: string, password: string): Promise<LogInUser | null>;
  /** Whether Node-RED would take a session of somebody with this name, be it by a provider or by `settings.js`. */
  knows(name: string): Promise<boolean>;
  sessions(): Promise<readonly Session[]>;
  /** Takes a session back and closes its live connections; false if there is none of this id. */
  endSession(id: string): Promise<boolean>;
}
