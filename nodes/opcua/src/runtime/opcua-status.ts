import { connectionStatus } from '@millwright/plc/runtime';
import type { OpcUaConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';

/** How a deployed connection fares, and how it is protected. */
export function opcuaStatus(used: OpcUaConnection) {
  const { counters, ...status } = connectionStatus(used);
  const facts = used.connection.current?.client.facts;
  return {
    ...status,
    ...(facts && { security: { policy: facts.securityPolicy, mode: facts.securityMode } }),
    unsecured: used.config.security === 'none',
    notices: [...used.notices],
    counters,
  };
}
