import type { TsapOptions } from '@millwright/s7';
import type { ClientOptions } from '@millwright/s7/client';
import { delaysUpTo } from '@millwright/tags';
import type { ConnectionConfig } from '../mw-s7-connection/schema.ts';

/** What a client is made of, as a connection says. */
export function clientOptions(
  config: ConnectionConfig,
  { password }: Readonly<Record<string, string>>,
): ClientOptions {
  const { host, port, timeout, connectTimeout, pause, retryMost, pdu, jobs, queueLimit, queuePolicy } =
    config;
  return {
    host,
    port,
    ...tsapOptions(config),
    timeout,
    connectTimeout,
    pause,
    limits: { pdu, jobs },
    queueLimit,
    queuePolicy,
    policy: delaysUpTo(retryMost),
    ...(password !== undefined && password !== '' && { password }),
  };
}

function tsapOptions({ called, rack, slot, as, localTsap, remoteTsap }: ConnectionConfig): TsapOptions {
  return called === 'tsap' ? { localTsap, remoteTsap } : { rack, slot, kind: as };
}
