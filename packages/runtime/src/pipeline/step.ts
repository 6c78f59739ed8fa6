import { isCodedError } from '@millwright/schema';
import type { Clock } from '../clock.ts';
import { runtimeErrors } from '../errors.ts';
import type { Interceptor } from '../interceptor.ts';
import type { Phase } from '../operation.ts';
import { type ContextStorage, inContext } from './context.ts';
import type { OperationRecord } from './record.ts';

/** An interceptor and the plugin that it belongs to. */
export interface Registration {
  readonly plugin: string;
  readonly interceptor: Interceptor;
}

export type StepPhase = keyof Interceptor;

interface StepCall {
  readonly storage: ContextStorage;
  readonly clock: Clock;
  readonly operation: OperationRecord;
  readonly phase: StepPhase;
  /** For the message of a time-out: what the phase is allowed in all. */
  readonly allowed: number;
  /** What is left of it. */
  readonly left: number;
  /** Told what a step threw that it should not have thrown. */
  readonly fault: (plugin: string, error: unknown) => void;
}

/**
 * Calls one step and waits for it until its deadline. What it does after that runs outside of the operation.
 *
 * @throws the step's own coded error, else `runtime.interceptor-failed` or `runtime.interceptor-timeout`
 */
export async function callStep({ plugin, interceptor }: Registration, call: StepCall): Promise<void> {
  const { storage, clock, operation, phase } = call;
  const step = interceptor[phase];
  if (!step) return;
  const abort = new AbortController();
  let cancel: (() => void) | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(call.left, () => {
      const error = timeoutOf(plugin, phase, call.allowed);
      abort.abort(error);
      reject(error);
    });
  });
  const fields = { source: operation.source, user: operation.user, actor: operation.actor, operation };
  try {
    await inContext(storage, fields, () => Promise.race([runStep(step, operation, abort.signal), late]));
  } catch (error) {
    if (isCodedError(error)) throw error;
    call.fault(plugin, error);
    throw runtimeErrors.interceptorFailed({ plugin, phase }, { cause: error });
  } finally {
    cancel?.();
  }
}

/** A step that throws at once rejects like one that throws later. */
async function runStep(
  step: NonNullable<Interceptor[StepPhase]>,
  operation: OperationRecord,
  signal: AbortSignal,
): Promise<void> {
  await step(operation, signal);
}

const timeoutOf = (plugin: string, phase: Phase, milliseconds: number): Error =>
  runtimeErrors.interceptorTimeout({ plugin, phase, milliseconds });
