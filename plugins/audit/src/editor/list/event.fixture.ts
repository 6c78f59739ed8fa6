import type { EventSummary } from '../../common/log.ts';

/** An event as a page of the server has it. */
export function event(seq: number, more: Partial<EventSummary> = {}): EventSummary {
  return {
    format: 1,
    seq,
    time: new Date(Date.UTC(2026, 10, 26, 6, 0, seq)).toISOString(),
    boot: '0123456789abcdef',
    uptime: seq * 1000,
    instance: 'press-1',
    name: 'flows.deploy',
    class: 'change',
    outcome: 'success',
    operation: `op-${seq}`,
    actor: { kind: 'user', name: 'engineer' },
    ...more,
  };
}

/** Events from the newest down to the oldest, both included. */
export const range = (from: number, to: number): EventSummary[] =>
  Array.from({ length: from - to + 1 }, (_, index) => event(from - index));
