import { ModbusClient } from '@millwright/modbus';
import { logConnection } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { checkTarget, type WriteTarget } from '../runtime/write-guard.ts';
import { placeOf, roadOf } from './road-of.ts';
import type { ConnectionConfig } from './schema.ts';

/** The one client of a connection. It connects when a node first needs it. */
export function createConnection({ id, config, log, report, tls }: NodeContext<ConnectionConfig>) {
  const { connectDelay, pause, queueLimit, queuePolicy } = config;
  const client = new ModbusClient({
    ...roadOf(config, tls),
    connectDelay,
    pause,
    queueLimit,
    queuePolicy,
    onFault: report,
  });
  const place = placeOf(config);
  logConnection(client.connection, place, log);
  return {
    id,
    client,
    config,
    name: config.name,
    place,
    readOnly: config.readOnly,
    connection: client.connection,
    snapshot: () => client.snapshot(),
    /** Refuses what may not be written. @throws `modbus.read-only-connection`, `modbus.write-not-allowed` */
    check: (unit: number, target: WriteTarget) => checkTarget(config, unit, target),
    close: () => client.close(),
  };
}

export type ModbusConnection = ReturnType<typeof createConnection>;
