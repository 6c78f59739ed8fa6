import type { Commander } from '@millwright/analytics';
import type { NodesRed } from '../red.ts';
import type { Connection } from './dashboard.ts';

/** A plugin of Dashboard's, as far as it says who somebody is. */
interface DashboardPlugin {
  readonly hooks?: {
    onAddConnectionCredentials?(connection: Connection, message: object): object | undefined;
    /** No hook of Dashboard's: Millwright's own plugin for log-in has it. */
    onPresence?(connection: Connection): void;
  };
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;

const pluginsOf = (RED: NodesRed): readonly DashboardPlugin[] =>
  RED.plugins.getByType('node-red-dashboard-2') as readonly DashboardPlugin[];

/** Says that somebody uses a page, so that their log-in goes on. */
export function tellPresence(RED: NodesRed, connection: Connection): void {
  for (const { hooks } of pluginsOf(RED)) hooks?.onPresence?.(connection);
}

/** What plugins call the name under which somebody logged in. */
const names = ['username', 'userId', 'email', 'name'] as const;

/**
 * A connection without what a browser may say of itself when it connects: there are plugins that take it for who somebody
 * is, FlowFuse's own one among them.
 */
function withoutClaims(connection: Connection): Connection {
  const handshake = property(connection, 'handshake');
  const shown = typeof handshake === 'object' ? { ...handshake, auth: {}, query: {} } : handshake;
  return new Proxy(connection, {
    get: (target, name) => (name === 'handshake' ? shown : Reflect.get(target, name, target)),
  });
}

/**
 * Who uses a browser. Each of Dashboard's plugins for log-in writes what it knows of the connection into a fresh object:
 * what a browser puts into its own messages, Dashboard hands on as if a plugin had written it.
 */
export function commanderOf(RED: NodesRed, connection: Connection): Commander {
  const shown = withoutClaims(connection);
  let message: object = { _client: {} };
  for (const plugin of pluginsOf(RED)) {
    message = plugin.hooks?.onAddConnectionCredentials?.(shown, message) ?? message;
  }
  const user = property(property(message, '_client'), 'user');
  const name = names
    .map((key) => property(user, key))
    .find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? { kind: 'user', name } : { kind: 'anyone' };
}
