import type { AuditEvent, EventDraft } from '@millwright/ledger';
import type { Host, Operation } from '@millwright/runtime';
import { actorOf, sourceOf } from './draft.ts';
import { cut } from './texts.ts';

const bySystem = { class: 'system', outcome: 'success', actor: { kind: 'system' } } as const;

export interface ProcessFacts {
  readonly nodeRed: string;
  readonly node: string;
  readonly platform: string;
  /** With their versions. */
  readonly packages: readonly string[];
  readonly pid: number;
}

export const startEvent = (facts: ProcessFacts, time: number): EventDraft => ({
  ...bySystem,
  time,
  name: 'process.start',
  data: { ...facts, packages: facts.packages.map((each) => cut(each)) },
});

export const stopEvent = (time: number): EventDraft => ({ ...bySystem, time, name: 'process.stop' });
export const endEvent = (time: number): EventDraft => ({ ...bySystem, time, name: 'audit.end' });

/** The run before ended without saying so. */
export const crashEvent = (former: FormerRun, time: number): EventDraft => ({
  ...bySystem,
  time,
  name: 'process.crash',
  outcome: 'failed',
  data: { run: former.boot, since: former.started, lastEvent: former.last },
});

/** A run of the process that has not ended as far as the log knows. */
export interface FormerRun {
  readonly boot: string;
  /** ISO 8601, of its start and of its last event. */
  readonly started: string;
  readonly last: string;
}

/**
 * The run before this one, unless it ended in an orderly way, or did not end at all: a newer audit took over within it.
 *
 * @param turns starts, stops and ends, newest first
 * @param newest the newest event of all
 */
export function crashedRun(
  turns: readonly AuditEvent[],
  newest: AuditEvent | undefined,
): FormerRun | undefined {
  const [last] = turns;
  if (last?.name !== 'process.start') return undefined;
  return { boot: last.boot, started: last.time, last: newest?.time ?? last.time };
}

/** Flows run, or run no more. Somebody did it where an operation is under way. */
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

/** Whether flows that stop now start again at once. */
export const isDeploy = (operation: Operation | undefined): boolean => operation?.flows !== undefined;
