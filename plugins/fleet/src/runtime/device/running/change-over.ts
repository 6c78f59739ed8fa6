import { AsyncLocalStorage } from 'node:async_hooks';
import type { Host } from '@millwright/runtime';

type Inside = <Result>(work: () => Result) => Result;

/**
 * The operation that a change-over is: it holds the lock of the flows from `keep`, or on the way back from `switch`, until the
 * other version has started, so that nobody else deploys in between, and history and audit see one thing done by one.
 */
export class ChangeOver {
  readonly #host: Pick<Host, 'operate'>;
  readonly #hub: () => string;
  #open: { readonly inside: Inside; readonly close: (error?: unknown) => void } | undefined;
  #done: Promise<void> = Promise.resolve();

  /** @param hub for whom it is done */
  constructor(host: Pick<Host, 'operate'>, hub: () => string) {
    this.#host = host;
    this.#hub = hub;
  }

  /** Nothing to do if it has begun. @param slot where it goes; undefined: what lies there @throws `runtime.busy`; what another plugin refuses it with */
  async begin(slot: string | undefined, signal: AbortSignal): Promise<void> {
    if (this.#open) return;
    await this.#done;
    const began = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const operated = this.#host.operate(
      {
        name: 'fleet.switch',
        locks: ['flows'],
        ...(slot !== undefined && { target: { kind: 'version', id: slot } }),
        actor: { kind: 'device', name: this.#hub() },
      },
      async () => {
        const close = (error?: unknown): void =>
          error === undefined ? ended.resolve() : ended.reject(error);
        this.#open = { inside: AsyncLocalStorage.snapshot(), close };
        began.resolve();
        await ended.promise;
      },
    );
    this.#done = operated.catch((error: unknown) => began.reject(error));
    await began.promise;
    // It may have had to wait for the lock.
    if (signal.aborted) this.end();
    signal.throwIfAborted();
  }

  /** Does something as a part of it; by itself if it has not begun. */
  inside<Result>(work: () => Result): Result {
    return this.#open ? this.#open.inside(work) : work();
  }

  /** @param error why it did not come to its end */
  end(error?: unknown): void {
    this.#open?.close(error);
    this.#open = undefined;
  }
}
