import type { Certificates, OpcUaClientOptions, SecurityWish } from '@millwright/opcua/client';
import { delaysUpTo } from '@millwright/tags';
import type { ConnectionConfig } from '../mw-opcua-connection/schema.ts';
import { identityOf } from './identity-of.ts';

/**
 * What a client is made of, as a connection says.
 * @throws `opcua-nodes.user-certificate-missing`, `.user-certificate-unusable`
 */
export function clientOptions(
  config: ConnectionConfig,
  secrets: Readonly<Record<string, string>>,
  certificates: Certificates | undefined,
): OpcUaClientOptions {
  const { url, timeout, connectTimeout, keepAlive, sessionTimeout, retryMost } = config;
  const { depth, queueLimit, queuePolicy, clearPassword, anyHost, withoutRevocationList } = config;
  return {
    url,
    security: securityOf(config),
    identity: identityOf(config, secrets),
    allowClearPassword: clearPassword,
    ...(certificates && { certificates }),
    relaxations: { hostName: anyHost, missingRevocationList: withoutRevocationList },
    timeout,
    connectTimeout,
    keepAlive,
    sessionTimeout,
    depth,
    queueLimit,
    queuePolicy,
    policy: delaysUpTo(retryMost),
  };
}

function securityOf({ security, minimum, policy, oldPolicy, mode }: ConnectionConfig): SecurityWish {
  switch (security) {
    case 'best':
      return { minimum };
    case 'chosen':
      return { policy, mode, minimum: mode };
    case 'withdrawn':
      return { policy: oldPolicy, mode, minimum: mode, allowDeprecated: true };
    case 'none':
      return { policy: 'None', mode: 'None', minimum: 'None' };
  }
}
