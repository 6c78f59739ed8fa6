import type { DiagnosticsSnapshot } from '@millwright/tags';

/** What a connection has done that was never needed. */
export const noTraffic: DiagnosticsSnapshot = {
  requests: 0,
  errors: {},
  latency: {},
  bytes: { in: 0, out: 0 },
  reconnects: 0,
  refused: 0,
  dropped: 0,
  slow: 0,
  suspended: [],
};
