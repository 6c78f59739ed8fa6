import type { SettingsOfRecord } from '../host.ts';

/** Settings of `settings.js` that change how flows run and are plain values. */
const plain = [
  'debugMaxLength',
  'execMaxBufferSize',
  'fileWorkingDirectory',
  'functionExternalModules',
  'functionTimeout',
  'globalFunctionTimeout',
  'httpNodeRoot',
  'httpRequestTimeout',
  'inboundWebSocketTimeout',
  'mqttReconnectTime',
  'nodeMessageBufferMaxLength',
  'runtimeSyncDelivery',
  'serialReconnectTime',
  'socketReconnectTime',
  'socketTimeout',
  'tcpMsgQueueSize',
] as const;

type Settings = Readonly<Record<string, unknown>>;

/** Values that are set, in a stable order. Of objects only the names go in: their values may be secret, or functions. */
export function settingsOfRecord(settings: Settings, nodeRed: string): SettingsOfRecord {
  const values: Record<string, unknown> = {};
  for (const name of plain) if (isPlain(settings[name])) values[name] = settings[name];
  const contextStores = storesOf(settings['contextStorage']);
  if (contextStores) values['contextStorage'] = contextStores;
  const globals = keysOf(settings['functionGlobalContext']);
  if (globals) values['functionGlobalContext'] = globals;
  return {
    nodeRed,
    node: process.versions.node,
    platform: process.platform,
    architecture: process.arch,
    values,
  };
}

const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

function keysOf(value: unknown): readonly string[] | undefined {
  return typeof value === 'object' && value !== null ? Object.keys(value).sort() : undefined;
}

/** Name of each context store with its kind: `{ default: 'memory' }`. A string names another store. */
function storesOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value)
    .map(([name, store]): [string, string] => [name, typeof store === 'string' ? store : kindOf(store)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}

function kindOf(store: unknown): string {
  const module = (store as { readonly module?: unknown } | null)?.module;
  return typeof module === 'string' ? module : 'custom';
}
