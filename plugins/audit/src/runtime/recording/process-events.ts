import type { AuditEvent, EventDraft } from '@millwright/ledger';
import type { Host } from '@millwright/runtime';
import { actorOf, sourceOf } from './draft.ts';

const bySystem = { class: 'system', outcome: 'success', actor: { kind: 'system' } } as const;

export interface ProcessFacts {
  readonly nodeRed: string;
  readonly node: string;
  readonly platform: string;
  /** With their versions. */
  readonly packages: readonly string[];
  readonly pid: number;
}

/** @param ran whether Node-RED ran before audit came */
export const startEvent = (facts: ProcessFacts, ran: boolean, time: number): EventDraft => ({
  ...bySystem,
  time,
  name: ran ? 'audit.start' : 'process.start',
  data: { ...facts, packages: [...facts.packages] },
});

/** @param ended whether the process ends, or audit alone */
export const stopEvent = (ended: 'process' | 'audit', time: number): EventDraft => ({
  ...bySystem,
  time,
  name: ended === 'process' ? 'process.stop' : 'audit.end',
});

/** Events with which a run begins or ends; one that began and did not end has crashed. */
export const turns = ['process.start', 'process.stop', 'audit.start', 'audit.end'] as const;

/**
 * What is told of the run before this one, if it ended without saying so.
 *
 * @param turned the newest event of each of {@link turns} before this run began
 * @param newest the newest event of all before it
 * @param living runs of other processes that write the same log, each by its `boot`
 */
export function crashEvent(
  turned: readonly AuditEvent[],
  newest: AuditEvent | undefined,
  living: readonly string[],
  time: number,
): EventDraft | undefined {
  const last = turned.reduce<AuditEvent | undefined>(
    (found, event) => (found && found.seq > event.seq ? found : event),
    undefined,
  );
  if (last?.name !== 'process.start' && last?.name !== 'audit.start') return undefined;
  if (living.includes(last.boot)) return undefined;
  return {
    ...bySystem,
    time,
    name: 'process.crash',
    outcome: 'failed',
    data: { run: last.boot, since: last.time, lastEvent: newest?.time ?? last.time },
  };
}

/** Flows run, or run no more: somebody's doing where an operation is under way. */
export function flowsEvent(
  name: 'flows.start' | 'flows.stop',
  { actor, source, operation }: ReturnType<Host['current']>,
  services: Host['services'],
  time: number,
): EventDraft {
  return {
    ...bySystem,
    time,
    name,
    ...(operation ? { actor: actorOf(actor, services), correlation: operation.correlation } : {}),
    ...(operation && source ? { source: sourceOf(source) } : {}),
  };
}
