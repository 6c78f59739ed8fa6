import type { Commander } from '@millwright/analytics';
import type { NodesRed } from '../red.ts';
import type { Connection } from './dashboard.ts';

/** A plugin of Dashboard's, as far as it says who somebody is. */
interface DashboardPlugin {
  readonly hooks?: {
    onAddConnectionCredentials?(connection: Connection, message: object): object | undefined;
  };
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** What plugins call the name under which somebody logged in. */
const names = ['username', 'userId', 'email', 'name'] as const;

/**
 * Who uses a browser. Each of Dashboard's plugins for log-in writes what it knows of the connection into a fresh object:
 * what a browser puts into its own messages, Dashboard hands on as if a plugin had written it.
 */
export function commanderOf(RED: NodesRed, connection: Connection): Commander {
  let message: object = { _client: {} };
  for (const plugin of RED.plugins.getByType('node-red-dashboard-2') as readonly DashboardPlugin[]) {
    message = plugin.hooks?.onAddConnectionCredentials?.(connection, message) ?? message;
  }
  const user = property(property(message, '_client'), 'user');
  const name = names
    .map((key) => property(user, key))
    .find((value) => typeof value === 'string' && value !== '');
  return typeof name === 'string' ? { kind: 'user', name } : { kind: 'anyone' };
}
