import { openWorker, storeErrors, type WorkerClient } from '@millwright/store';
import type { Notice } from '../notice.ts';
import type { DatabaseHandlers } from './database.ts';
import type { AccessData, Change, Loaded } from './messages.ts';

export interface AccessStoreOptions {
  /** Millwright's directory; throws while it cannot be used. */
  readonly directory: () => string;
  /** Where the worker's code is. */
  readonly worker: URL;
  /** Told at each call what is not as it should be with the file. */
  readonly onNotices: (notices: readonly Notice[]) => void;
}

/**
 * `access.db` as the main thread sees it. Calls reject with errors of the table `store` and `runtime.no-directory`. The
 * worker starts with the first call: where access was never set up, there is none.
 */
export class AccessStore {
  readonly #options: AccessStoreOptions;
  #client: WorkerClient<DatabaseHandlers> | undefined;
  #closed = false;

  constructor(options: AccessStoreOptions) {
    this.#options = options;
  }

  get #call(): WorkerClient<DatabaseHandlers>['call'] {
    if (this.#closed) throw storeErrors.workerClosed({ worker: 'access' });
    this.#client ??= openWorker<DatabaseHandlers>(this.#options.worker, {
      name: 'access',
      data: { directory: this.#options.directory() } satisfies AccessData,
    });
    return this.#client.call;
  }

  async load(): Promise<Loaded> {
    const loaded = await this.#call.load();
    this.#options.onNotices(loaded.notices);
    return loaded;
  }

  async policy(revision: number): Promise<string | undefined> {
    return this.#call.policy(revision);
  }

  /** Durable when it resolves. */
  async write(change: Change): Promise<void> {
    this.#options.onNotices(await this.#call.write(change));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.close();
  }
}
