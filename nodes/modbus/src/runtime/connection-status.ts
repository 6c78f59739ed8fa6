import { isCodedError } from '@millwright/schema';
import type { ConnectionState } from '@millwright/tags';
import type { ConnectionStatus } from '../common/routes.ts';
import type { ModbusConnection } from '../mw-modbus-connection/mw-modbus-connection.ts';

/** How a deployed connection fares, as plain JSON of the caller's own. */
export function connectionStatus({ id, client, config, place }: ModbusConnection): ConnectionStatus {
  const { state } = client.connection;
  const { errors, latency, bytes, suspended, lastError, ...counts } = client.snapshot();
  return {
    id,
    name: config.name,
    place,
    road: config.road,
    readOnly: config.readOnly,
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
