import type { UsedConnection } from '@millwright/plc/runtime';
import type { ConnectionState } from '@millwright/tags';

type Listener = (state: ConnectionState) => void;

/** What is loaded holds the connection itself. */
interface Loaded {
  readonly connection: UsedConnection;
  close(): Promise<void>;
}

/**
 * A connection whose code is loaded when somebody first needs it: it is large, and a flow that never connects pays
 * nothing for it. Until then it shows what a connection would.
 */
export class LazyConnection<L extends Loaded> implements UsedConnection {
  readonly #load: () => Promise<L>;
  readonly #onFault: (error: unknown) => void;
  readonly #listeners = new Set<Listener>();
  #loading: Promise<L> | undefined;
  #loaded: L | undefined;
  #users = 0;
  #release: (() => void) | undefined;
  #isClosed = false;

  /** @param onFault takes why it could not be loaded, where nobody waits for it */
  constructor(load: () => Promise<L>, onFault: (error: unknown) => void) {
    this.#load = load;
    this.#onFault = onFault;
  }

  get state(): ConnectionState {
    if (this.#loaded) return this.#loaded.connection.state;
    return this.#users > 0 && !this.#isClosed ? { phase: 'connecting', failures: 0 } : { phase: 'idle' };
  }

  /** What is loaded; undefined before that. */
  get current(): L | undefined {
    return this.#loaded;
  }

  onChange(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  need(): () => void {
    if (this.#isClosed) return () => {};
    this.#users += 1;
    if (this.#loaded) this.#hold(this.#loaded);
    else {
      if (this.#users === 1) this.#tell();
      this.load().catch(this.#onFault);
    }
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#users -= 1;
      if (this.#users > 0) return;
      this.#release?.();
      this.#release = undefined;
      if (!this.#loaded) this.#tell();
    };
  }

  /** Loads it, once. @throws why that could not be done; the next call tries again */
  load(): Promise<L> {
    this.#loading ??= this.#loadNow().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  /** Resolves when nothing of it is open and nothing will be. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#listeners.clear();
    // What is being loaded would open nothing any more, but has to be closed all the same.
    await this.#loading?.then(
      (loaded) => loaded.close(),
      () => {},
    );
  }

  async #loadNow(): Promise<L> {
    const loaded = await this.#load();
    this.#loaded = loaded;
    loaded.connection.onChange(() => this.#tell());
    if (this.#users > 0 && !this.#isClosed) this.#hold(loaded);
    return loaded;
  }

  #hold({ connection }: L): void {
    this.#release ??= connection.need();
  }

  #tell(): void {
    const { state } = this;
    for (const listener of [...this.#listeners]) listener(state);
  }
}
