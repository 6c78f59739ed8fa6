import { ModbusClient } from '@millwright/modbus';
import type { NodeContext } from '@millwright/runtime';
import { logConnection } from '../runtime/connection-log.ts';
import type { ConnectionConfig } from './schema.ts';

/**
 * A first SYN that is lost is sent again after a second, and again after two more: a short time-out for requests must
 * not make a PLC behind a bad line unreachable.
 */
const shortestConnectTimeout = 3_000;

/** The one client of a connection. It connects when a node first needs it. */
export function createConnection({ config, log, report }: NodeContext<ConnectionConfig>) {
  const { host, port, timeout } = config;
  const connectTimeout = Math.max(timeout, shortestConnectTimeout);
  const client = new ModbusClient({ road: 'tcp', host, port, timeout, connectTimeout, onFault: report });
  logConnection(client.connection, `${host}:${port}`, log);
  return { client, close: () => client.close() };
}
