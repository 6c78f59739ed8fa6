import { Worker } from 'node:worker_threads';
import { storeErrors } from './errors.ts';
import {
  type Calls,
  type Failure,
  type FromWorker,
  type Handlers,
  packFailure,
  type ToWorker,
  unpackFailure,
} from './protocol.ts';

export interface OpenWorkerOptions {
  /** For messages: what the worker works for, such as `history`. */
  readonly name: string;
  /** What the worker finds as its `workerData`. */
  readonly data: unknown;
  /**
   * Megabytes that what is used for a moment only may take before it is cleared away. Default: what Node.js takes, 48 on
   * most machines, which is a lot for a thread that has little to do.
   */
  readonly shortLived?: number;
  /** Told when it ended without being asked to; the next call starts it again. */
  readonly onCrash?: (error: Error) => void;
}

export interface WorkerClient<Offered extends Handlers> {
  /** Each rejects with the coded error that the handler threw, or one of the `store` table. */
  readonly call: Calls<Offered>;
  /** Lets running calls finish, closes what the worker holds and ends it. Twice is safe. */
  close(): Promise<void>;
}

interface Pending {
  readonly call: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** How long a worker may take to finish before it is stopped. SQLite survives that at any moment. */
const closeWithin = 5_000;

/** Where `worker.ts` is, seen from a module beside it: the source itself, or `worker.cjs` beside the bundle. */
export function workerBeside(moduleUrl: string): URL {
  return new URL(moduleUrl.endsWith('.ts') ? './worker.ts' : './worker.cjs', moduleUrl);
}

/**
 * A worker thread with typed calls. It starts with the first call, and again with the next one after a crash. It
 * keeps the process alive only while calls wait for an answer.
 */
export function openWorker<Offered extends Handlers>(
  url: URL,
  { name, data, shortLived, onCrash }: OpenWorkerOptions,
): WorkerClient<Offered> {
  let worker: Worker | undefined;
  let closing: Promise<void> | undefined;
  let nextId = 1;
  const pending = new Map<number, Pending>();

  const start = (): Worker => {
    const started = new Worker(url, {
      name,
      workerData: data,
      execArgv: workerArguments(),
      ...(shortLived === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: shortLived } }),
    });
    let reason: Error | undefined;
    started.on('message', (message: FromWorker) => receive(started, message));
    started.on('error', (error) => {
      reason = error;
    });
    started.on('exit', (code) => ended(started, reason ?? `exit code ${code}`));
    started.unref();
    return started;
  };

  const reasonOf = (failure: Failure, call: string): Error => {
    const cause = Object.assign(new Error(failure.message), { stack: failure.stack });
    return (
      unpackFailure(failure) ??
      storeErrors.workerFault({ worker: name, call, reason: failure.message }, { cause })
    );
  };

  const receive = (from: Worker, message: FromWorker): void => {
    const waiting = pending.get(message.id);
    if (!waiting) return;
    pending.delete(message.id);
    if (pending.size === 0) from.unref();
    if ('failure' in message) waiting.reject(reasonOf(message.failure, waiting.call));
    else waiting.resolve(message.value);
  };

  const ended = (which: Worker, reason: Error | string): void => {
    if (worker === which) worker = undefined;
    const error = closing
      ? storeErrors.workerClosed({ worker: name })
      : storeErrors.workerCrashed(
          { worker: name, reason: reason instanceof Error ? reason.message : reason },
          reason instanceof Error ? { cause: reason } : {},
        );
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
    if (!closing) onCrash?.(error);
  };

  const send = (call: string, parameters: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (closing) return reject(storeErrors.workerClosed({ worker: name }));
      worker ??= start();
      const id = nextId++;
      try {
        worker.postMessage({ id, call, parameters } satisfies ToWorker);
      } catch (error) {
        // It cannot be copied to the other thread: nothing was sent, so nobody will answer.
        return reject(reasonOf(packFailure(error), call));
      }
      pending.set(id, { call, resolve, reject });
      worker.ref();
    });

  const call = new Proxy({} as Calls<Offered>, {
    get: (_target, property) =>
      typeof property === 'string'
        ? (...parameters: readonly unknown[]) => send(property, parameters)
        : undefined,
  });

  return {
    call,
    close() {
      closing ??= closeWorker(worker);
      return closing;
    },
  };
}

function closeWorker(worker: Worker | undefined): Promise<void> {
  if (!worker) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => void worker.terminate(), closeWithin);
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    worker.ref();
    worker.postMessage({ close: true } satisfies ToWorker);
  });
}

/**
 * A worker must resolve packages as its parent does. Node 22 warns that its SQLite is experimental, which would
 * alarm users without telling them anything that they can act on.
 */
function workerArguments(): string[] {
  const inherited = process.execArgv.filter((argument) =>
    /^(--conditions=|--enable-source-maps$)/.test(argument),
  );
  return [...inherited, '--disable-warning=ExperimentalWarning'];
}
