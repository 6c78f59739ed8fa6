import { logConnection, type PlcConnection } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { S7Client } from '@millwright/s7/client';
import { clientOptions } from '../runtime/client-options.ts';
import { placeOf } from './called.ts';
import type { ConnectionConfig } from './schema.ts';

type Secrets = Readonly<Record<string, string>>;

/** A deployed connection, as the nodes that use it know it. */
export interface S7Connection extends PlcConnection {
  readonly config: ConnectionConfig;
  readonly client: S7Client;
  /** Whether somebody goes to the same PLC in every way as it does. @param typed secrets that were typed anew */
  isSame(config: ConnectionConfig, typed: Secrets): boolean;
  close(): Promise<void>;
}

/** The one client of a connection. It connects when a node first needs it. */
export function createConnection({
  id,
  config,
  secrets,
  log,
  report,
}: NodeContext<ConnectionConfig>): S7Connection {
  const client = new S7Client({ ...clientOptions(config, secrets), onFault: report });
  const place = placeOf(config);
  logConnection(client.connection, place, log);
  return {
    id,
    config,
    client,
    name: config.name,
    place,
    readOnly: config.readOnly,
    connection: client.connection,
    snapshot: () => client.snapshot(),
    isSame: (other, typed) =>
      way.every((field) => config[field] === other[field]) &&
      Object.entries(typed).every(([name, value]) => (secrets[name] ?? '') === value),
    close: () => client.close(),
  };
}

/** What decides to whom a connection goes, and how. */
const way = ['host', 'port', 'called', 'rack', 'slot', 'as', 'localTsap', 'remoteTsap'] as const;
