import type { Log } from '@millwright/runtime';
import { type ConnectionState, isHeard } from '@millwright/tags';
import type { UsedConnection } from './plc-connection.ts';

/**
 * Says in the log when a connection is up and when it is lost, and why: one line each, however often it is tried in
 * between. It follows the connection until that is closed.
 */
export function logConnection(connection: Pick<UsedConnection, 'onChange'>, name: string, log: Log): void {
  let said: string | undefined;
  const say = (text: string, level: 'info' | 'warn'): void => {
    if (text === said) return;
    said = text;
    log[level](text);
  };
  connection.onChange((state: ConnectionState) => {
    if (isHeard(state)) say(`Connected to ${name}`, 'info');
    if (state.phase === 'waiting') {
      const reason = state.error instanceof Error ? state.error.message : String(state.error);
      say(`No connection to ${name}: ${reason}. Trying again until it answers`, 'warn');
    }
  });
}
