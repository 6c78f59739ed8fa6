import type { Log } from '@millwright/runtime';
import { type ConnectionState, isHeard } from '@millwright/tags';
import type { UsedConnection } from './plc-connection.ts';

/** So often in a row a PLC is said to be connected that lets itself be connected to, and goes before it has answered anything. */
const mostGreetings = 3;

/**
 * Says in the log when a connection is up and when it is lost, and why: one line each, however often it is tried in
 * between. It follows the connection until that is closed.
 */
export function logConnection(connection: Pick<UsedConnection, 'onChange'>, name: string, log: Log): void {
  let said: string | undefined;
  /** Since when it answered something, or stood for long. */
  let greetings = 0;
  let isUp = false;
  const say = (text: string, level: 'info' | 'warn'): void => {
    if (text === said) return;
    said = text;
    log[level](text);
  };
  connection.onChange((state: ConnectionState) => {
    if (state.phase === 'online' && isHeard(state)) {
      if (state.failures === 0) greetings = 0;
      else if (!isUp) greetings += 1;
      isUp = true;
      if (greetings <= mostGreetings) say(`Connected to ${name}`, 'info');
    }
    if (state.phase === 'waiting') {
      isUp = false;
      if (state.failures === 1) greetings = 0;
      const reason = state.error instanceof Error ? state.error.message : String(state.error);
      say(`No connection to ${name}: ${reason}. Trying again until it answers`, 'warn');
    }
  });
}
