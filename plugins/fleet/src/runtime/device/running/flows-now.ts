import type { FlowsNotStarted, Host } from '@millwright/runtime';

/** What became of the last load or deploy. */
export type FlowsNow =
  /** Node-RED has not come to its flows yet. */
  | { readonly is: 'unknown' }
  | { readonly is: 'running'; readonly rev: string }
  | ({ readonly is: 'held' } & FlowsNotStarted);

/** Follows what Node-RED says of its flows, from its start on. */
export class FlowsTracker {
  #now: FlowsNow = { is: 'unknown' };
  readonly #waiting = new Set<(now: FlowsNow) => void>();

  constructor(host: Pick<Host, 'onFlowsStarted' | 'onFlowsNotStarted' | 'nodeRed'>) {
    // A package that was installed just now finds them running.
    const active = host.nodeRed.getFlows();
    if (active) this.#now = { is: 'running', rev: active.rev };
    host.onFlowsStarted(({ state: { rev } }) => this.#tell({ is: 'running', rev }));
    host.onFlowsNotStarted((held) => this.#tell({ is: 'held', ...held }));
  }

  get now(): FlowsNow {
    return this.#now;
  }

  /** We have stopped them ourselves. */
  stopped(): void {
    this.#tell({ is: 'held', why: 'safe-mode', names: [] });
  }

  /** What is said next, however often the same was said before. Rejects with the reason of the signal. */
  async next(signal: AbortSignal): Promise<FlowsNow> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<FlowsNow>();
    const abort = (): void => reject(signal.reason);
    this.#waiting.add(resolve);
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await promise;
    } finally {
      this.#waiting.delete(resolve);
      signal.removeEventListener('abort', abort);
    }
  }

  #tell(now: FlowsNow): void {
    this.#now = now;
    for (const resolve of this.#waiting) resolve(now);
  }
}
