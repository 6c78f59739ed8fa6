import type { TsapOptions } from '@millwright/s7';
import type { ClientOptions } from '@millwright/s7/client';
import { defaultPolicy } from '@millwright/tags';
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
    policy: {
      firstDelay: Math.min(defaultPolicy.firstDelay, retryMost),
      longestDelay: retryMost,
      refusedDelay: Math.max(retryMost, defaultPolicy.refusedDelay),
    },
    ...(password !== undefined && password !== '' && { password }),
  };
}

function tsapOptions({ called, rack, slot, as, localTsap, remoteTsap }: ConnectionConfig): TsapOptions {
  return called === 'tsap' ? { localTsap, remoteTsap } : { rack, slot, kind: as };
}
