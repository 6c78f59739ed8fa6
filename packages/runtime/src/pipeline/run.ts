import { isCodedError } from '@millwright/schema';
import type { Clock } from '../clock.ts';
import type { LockName, Outcome } from '../operation.ts';
import { type ContextStorage, currentContext, inContext } from './context.ts';
import type { Locks, Release } from './locks.ts';
import type { OperationRecord } from './record.ts';
import { callStep, type Registration, type StepPhase } from './step.ts';

/** What all operations of a process share. */
export interface Pipeline {
  readonly context: ContextStorage;
  readonly locks: Locks;
  readonly running: Map<string, OperationRecord>;
  readonly interceptors: readonly Registration[];
  readonly clock: Clock;
  /** Tells people about an operation that left warnings; called once, after `settle`. */
  readonly report: (operation: OperationRecord) => void;
  /** An operation is over; called once, last of all. */
  readonly over: () => void;
  /** Logs what an interceptor threw that it should not have thrown. */
  readonly fault: (plugin: string, error: unknown) => void;
}

/** Milliseconds that a phase may take. */
export const deadlines: Readonly<Record<StepPhase, number>> = {
  rewrite: 2000,
  authorise: 2000,
  intend: 2000,
  stage: 10_000,
  commit: 10_000,
  reveal: 2000,
  settle: 2000,
};

const checks = ['rewrite', 'authorise', 'intend', 'stage'] as const;

export interface Work<Answer> {
  readonly operation: OperationRecord;
  readonly locks: readonly LockName[];
  /** False where nobody would hear of a refusal: what goes wrong before `apply` is a warning then. Default: true. */
  readonly refusable?: boolean;
  /** Reads what the phases need to know, once the locks are held. A throw means that the operation failed. */
  readonly prepare?: () => void | Promise<void>;
  readonly apply: () => Promise<Answer>;
}

/**
 * Takes an operation through all phases. Resolves with its answer; rejects with the refusal, `runtime.busy`, or what
 * `apply` rejected with.
 */
export async function run<Answer>(pipeline: Pipeline, work: Work<Answer>): Promise<Answer> {
  const { operation } = work;
  const around = currentContext(pipeline.context);
  if (around) around.operated = true;
  pipeline.running.set(operation.id, operation);
  let release: Release | undefined;
  try {
    // What only reads needs no note, and Node-RED does not survive that some of it is refused.
    if (operation.noteProblem && operation.kind === 'write') throw operation.noteProblem;
    release = await pipeline.locks.acquire(work.locks, operation.holder);
    operation.locks = work.locks;
    await work.prepare?.();
    for (const phase of checks) {
      if (work.refusable === false) await follow(pipeline, operation, phase);
      else await check(pipeline, operation, phase);
    }
    if (pipeline.interceptors.some(keepsFlows)) operation.flows?.fix();
  } catch (error) {
    release?.();
    operation.outcome = outcomeOf(error, isCodedError(error) ? 'refused' : 'failed');
    await settle(pipeline, operation);
    throw error;
  }
  try {
    operation.answer = await apply(pipeline, work);
    operation.outcome = succeed(operation);
    await follow(pipeline, operation, 'commit');
    await follow(pipeline, operation, 'reveal');
    return operation.answer as Answer;
  } catch (error) {
    operation.outcome = outcomeOf(error, 'failed');
    throw error;
  } finally {
    release();
    await settle(pipeline, operation);
  }
}

/** Whoever has no step here has asked before, or asks for less. */
const keepsFlows = ({ interceptor: { stage, commit } }: Registration): boolean =>
  stage !== undefined || commit !== undefined;

/** A phase that may say no: one step after the other, the first refusal ends it. The deadline is for all together. */
async function check(pipeline: Pipeline, operation: OperationRecord, phase: StepPhase): Promise<void> {
  const { clock, fault, context: storage } = pipeline;
  operation.phase = phase;
  const allowed = deadlines[phase];
  const end = clock.elapsed() + allowed;
  for (const registration of [...pipeline.interceptors]) {
    const left = Math.max(0, end - clock.elapsed());
    await callStep(registration, { storage, clock, operation, phase, allowed, left, fault });
  }
}

/**
 * Node-RED's own part. Its context ends as soon as it is done: nodes start after that, and what they do is theirs,
 * not the engineer's who deployed.
 */
function apply<Answer>(pipeline: Pipeline, { operation, apply }: Work<Answer>): Promise<Answer> {
  operation.phase = 'apply';
  const { source, user, actor } = operation;
  return inContext(pipeline.context, { source, user, actor, operation }, apply);
}

function succeed(operation: OperationRecord): Outcome {
  operation.flows?.finish();
  const rev = operation.flows?.result?.rev;
  return rev === undefined ? { status: 'success' } : { status: 'success', rev };
}

/** A phase after the change: every step gets its turn and its own deadline, and what goes wrong is a warning. */
async function follow(pipeline: Pipeline, operation: OperationRecord, phase: StepPhase): Promise<void> {
  operation.phase = phase;
  for (const registration of [...pipeline.interceptors])
    await attempt(pipeline, operation, phase, registration);
}

async function attempt(
  pipeline: Pipeline,
  operation: OperationRecord,
  phase: StepPhase,
  registration: Registration,
): Promise<void> {
  const { clock, fault, context: storage } = pipeline;
  const allowed = deadlines[phase];
  try {
    await callStep(registration, { storage, clock, operation, phase, allowed, left: allowed, fault });
  } catch (error) {
    const { code, message } = describe(error);
    operation.warn({ code, message, plugin: registration.plugin });
  }
}

/** Always the last phase. Nobody waits for another here: it is about telling. */
async function settle(pipeline: Pipeline, operation: OperationRecord): Promise<void> {
  operation.phase = 'settle';
  const steps = [...pipeline.interceptors];
  await Promise.all(steps.map((registration) => attempt(pipeline, operation, 'settle', registration)));
  operation.phase = 'none';
  pipeline.running.delete(operation.id);
  try {
    pipeline.report(operation);
    pipeline.over();
  } catch (error) {
    pipeline.fault('door', error);
  }
}

function outcomeOf(error: unknown, status: 'refused' | 'failed'): Outcome {
  return { status, ...describe(error) };
}

/** Node-RED throws plain errors with a `code`, and some without even a message. */
function describe(error: unknown): Required<Pick<Outcome, 'code' | 'message'>> & Pick<Outcome, 'details'> {
  if (!(error instanceof Error)) return { code: 'unexpected_error', message: String(error) };
  if (isCodedError(error)) {
    const { code, message, details } = error;
    return { code, message, ...(details === undefined ? {} : { details }) };
  }
  const { code } = error as { readonly code?: unknown };
  return { code: typeof code === 'string' ? code : 'unexpected_error', message: error.message };
}
