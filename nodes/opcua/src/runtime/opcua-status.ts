import { connectionStatus } from '@millwright/plc/runtime';
import type { OpcUaConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { keptStore } from './certificates/kept-store.ts';

/** How a deployed connection fares, and how it is protected. */
export function opcuaStatus(used: OpcUaConnection) {
  const { counters, ...status } = connectionStatus(used);
  const unsecured = used.config.security === 'none';
  const facts = used.connection.current?.client.facts;
  return {
    ...status,
    ...(facts && { security: { policy: facts.securityPolicy, mode: facts.securityMode } }),
    unsecured,
    notices: [used.notices, unsecured ? [] : (keptStore.expiryNotice() ?? [])].flat(),
    counters,
  };
}

/** The same for a message, with what the server made of the subscriptions. */
export function opcuaDiagnostics(used: OpcUaConnection) {
  const { unsecured: _unsecured, notices: _notices, ...status } = opcuaStatus(used);
  const subscriptions = used.connection.current?.watcher.snapshot().subscriptions ?? [];
  return { ...status, subscriptions: subscriptions.map((each) => ({ ...each })) };
}
