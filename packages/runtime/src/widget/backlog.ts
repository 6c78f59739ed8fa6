import type { Connection } from './dashboard.ts';

/** What may wait to be sent to one browser: all that an alarm list of 10,000 rows needs, and again. */
const most = { packets: 1_000, bytes: 8 * 1_024 * 1_024 };

/** How much a browser has yet to read: `behind` is more than it is given. */
export type Backlog = 'none' | 'some' | 'behind';

/**
 * What waits for a browser to read it. A connection that stands still would have all that is sent pile up in memory.
 *
 * @see https://github.com/socketio/socket.io/blob/main/packages/engine.io/lib/socket.ts `writeBuffer`
 */
export function backlogOf({ conn }: Connection): Backlog {
  const waiting = conn?.writeBuffer ?? [];
  if (waiting.length === 0) return 'none';
  if (waiting.length > most.packets) return 'behind';
  const bytes = waiting.reduce((sum, { data }) => sum + sizeOf(data), 0);
  return bytes > most.bytes ? 'behind' : 'some';
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return ArrayBuffer.isView(data) || data instanceof ArrayBuffer ? data.byteLength : 0;
}
