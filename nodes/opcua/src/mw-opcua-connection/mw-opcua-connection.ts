import type { OpcUaClientSnapshot } from '@millwright/opcua/client';
import { logConnection, type PlcConnection } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { certificateSource } from '../runtime/certificate-source.ts';
import { clientOptions } from '../runtime/client-options.ts';
import { LazyConnection } from '../runtime/lazy-connection.ts';
import { noTraffic } from '../runtime/no-traffic.ts';
import type { Services } from '../runtime/services.ts';
import { WriteGuard } from '../runtime/write-guard.ts';
import type { ConnectionConfig } from './schema.ts';

/** A deployed connection, as the nodes that use it know it. */
export interface OpcUaConnection extends PlcConnection {
  readonly config: ConnectionConfig;
  readonly connection: LazyConnection<Services>;
  /** What of its protection is otherwise than one might think, as the log has it. */
  readonly notices: readonly string[];
  /** What may be written. */
  readonly guard: WriteGuard;
  /**
   * What Node-RED keeps secret for it, where somebody else goes to the same server as the same user: to another one nobody
   * sends them who does not know them.
   */
  secretsFor(config: ConnectionConfig): Readonly<Record<string, string>>;
  /** Whether somebody goes to the same server in every way as it does. @param typed secrets that were typed anew */
  isSame(config: ConnectionConfig, typed: Readonly<Record<string, string>>): boolean;
  /** The client and what speaks through it; loaded when it is first asked for. */
  services(): Promise<Services>;
  close(): Promise<void>;
}

/** The one client of a connection. Its code is loaded, and it connects, when a node first needs it. */
export function createConnection({
  id,
  config,
  secrets,
  log,
  report,
}: NodeContext<ConnectionConfig>): OpcUaConnection {
  // Whatever is wrong with the secrets is known before anybody waits for a connection.
  clientOptions(config, secrets, undefined);
  const notices: string[] = [];
  const note = (message: string): void => {
    notices.push(message);
    log.warn(message);
  };
  const connection = new LazyConnection<Services>(async () => {
    const [{ Services }, certificates] = await Promise.all([
      import('../runtime/services.ts'),
      certificateSource.open(),
    ]);
    return new Services({
      ...clientOptions(config, secrets, certificates),
      onFault: report,
      onNotice: ({ message }) => note(message),
    });
  }, report);
  const place = config.url;
  if (config.security === 'none')
    note(`The connection to ${place} is unsecured: whoever is on the way can read and change what is sent`);
  logConnection(connection, place, log);
  return {
    id,
    config,
    name: config.name,
    place,
    readOnly: config.readOnly,
    connection,
    notices,
    guard: new WriteGuard(config),
    snapshot: (): OpcUaClientSnapshot => connection.current?.client.snapshot() ?? noTraffic,
    secretsFor: (other) => (isAlike(config, other, sameServer) ? secrets : {}),
    isSame: (other, typed) =>
      isAlike(config, other, sameWay) &&
      Object.entries(typed).every(([name, value]) => (secrets[name] ?? '') === value),
    services: () => connection.load(),
    close: () => connection.close(),
  };
}

type Field = keyof ConnectionConfig;

/** Where these are the same, the secrets go to whom they went before, no less protected. */
const sameServer: readonly Field[] = ['url', 'security', 'identity', 'userName', 'clearPassword', 'anyHost'];

/** What decides about a session. */
const sameWay: readonly Field[] = [
  ...sameServer,
  'minimum',
  'policy',
  'oldPolicy',
  'mode',
  'withoutRevocationList',
];

const isAlike = (one: ConnectionConfig, other: ConnectionConfig, fields: readonly Field[]): boolean =>
  fields.every((field) => one[field] === other[field]);
