import { connectionStatus } from '@millwright/plc/runtime';
import { calledOf } from '../mw-s7-connection/called.ts';
import type { S7Connection } from '../mw-s7-connection/mw-s7-connection.ts';

/** How a deployed connection fares, whom it calls, and what the PLC agreed to. */
export function s7Status(used: S7Connection) {
  const { counters, ...status } = connectionStatus(used);
  const { facts } = used.client;
  return {
    ...status,
    called: calledOf(used.config),
    ...(facts && { agreed: { pdu: facts.pdu, jobs: facts.jobs } }),
    counters,
  };
}
