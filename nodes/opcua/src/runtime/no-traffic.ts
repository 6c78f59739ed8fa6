import type { OpcUaClientSnapshot } from '@millwright/opcua/client';

/** What a connection has done that was never needed. */
export const noTraffic: OpcUaClientSnapshot = {
  requests: 0,
  errors: {},
  latency: {},
  bytes: { in: 0, out: 0 },
  reconnects: 0,
  refused: 0,
  dropped: 0,
  slow: 0,
  suspended: [],
  renewals: 0,
};
