import type { ConnectionStatus } from '@millwright/plc';
import { isCodedError } from '@millwright/schema';
import type { ConnectionState } from '@millwright/tags';
import type { PlcConnection } from './plc-connection.ts';

/** How a deployed connection fares, as plain JSON of the caller's own. */
export function connectionStatus(used: PlcConnection): ConnectionStatus {
  const { id, name, place, readOnly, connection } = used;
  const { state } = connection;
  const { errors, latency, bytes, suspended, lastError, ...counts } = used.snapshot();
  return {
    id,
    name,
    place,
    readOnly,
    phase: state.phase,
    ...waitOf(state),
    counters: {
      ...counts,
      errors: { ...errors },
      latency: { ...latency },
      bytes: { ...bytes },
      suspended: suspended.map((each) => ({ ...each })),
      ...(lastError && { lastError: { ...lastError } }),
    },
  };
}

function waitOf(state: ConnectionState): Pick<ConnectionStatus, 'delay' | 'reason' | 'code'> {
  if (state.phase !== 'waiting') return {};
  const { delay, error } = state;
  const reason = error instanceof Error ? error.message : String(error);
  return { delay, reason, ...(isCodedError(error) && { code: error.code }) };
}
