import type { Clock } from '../clock.ts';
import { type ConnectionPolicy, defaultPolicy } from './policy.ts';
import {
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionState,
  stepConnection,
} from './state.ts';

/** An open road to a PLC, of any protocol. */
export interface Link {
  /** Calls back once, with the cause, when the link ends without having been closed (at once if it already has). */
  onEnd(listener: (error: unknown) => void): void;
  /** Resolves when nothing of it is left. Calling twice is safe. */
  close(): Promise<void>;
}

export interface ConnectionOptions<L extends Link> {
  /** Opens one link. It gives up when the signal does, and has a time limit of its own. */
  readonly open: (signal: AbortSignal) => Promise<L>;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** The error for those who wait for a link when there will be none any more. */
  readonly closedError: () => Error;
  /** Takes what a listener of {@link Connection.onChange} threw: the other listeners and the link go on. It never throws. */
  readonly onFault: (error: unknown) => void;
  /** Whether what opening threw, or what ended the link, means that the peer refused who we are. Default: it never does. */
  readonly isRefusal?: (error: unknown) => boolean;
  /**
   * Milliseconds after which the peer itself wants to be asked again, by what opening threw or what ended the link; 0: at once.
   * Default: that is never known.
   */
  readonly retryAfter?: (error: unknown) => number | undefined;
  /** Whether opening takes an answer of the peer itself, as to negotiate does, and not only a road to it. Default: false. */
  readonly opensWithAnswer?: boolean;
  readonly policy?: Partial<ConnectionPolicy>;
}

/**
 * Keeps one link to a PLC alive for as many users as there are: opens it when the first one needs it, opens it again
 * with growing pauses when it is lost, closes it when nobody needs it. At no time are there two.
 */
export class Connection<L extends Link> {
  readonly #options: ConnectionOptions<L>;
  readonly #policy: ConnectionPolicy;
  readonly #listeners = new Set<(state: ConnectionState) => void>();
  #state: ConnectionState = { phase: 'idle' };
  #link: L | undefined;
  /** `Clock.elapsed()` when the link was opened. */
  #opened = 0;
  #opening: AbortController | undefined;
  #users = 0;
  #disposed = false;
  #cancelWait: () => void = () => {};
  #cancelLinger: () => void = () => {};
  /** Whatever opens or closes, one after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: ConnectionOptions<L>) {
    this.#options = options;
    this.#policy = { ...defaultPolicy, ...options.policy };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The open link, if there is one just now. */
  get current(): L | undefined {
    const { phase } = this.#state;
    return phase === 'online' || phase === 'degraded' ? this.#link : undefined;
  }

  /** The error for those who wait for a link when there will be none any more. */
  closedError(): Error {
    return this.#options.closedError();
  }

  /** Follows the state. Returns what ends that; calling it twice is safe. */
  onChange(listener: (state: ConnectionState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Says that somebody needs the link from now on. Returns what gives it back; calling it twice is safe. */
  need(): () => void {
    let held = !this.#disposed;
    if (held) {
      this.#cancelLinger();
      this.#users += 1;
      if (this.#users === 1) this.#handle({ type: 'needed' });
    }
    return () => {
      if (!held) return;
      held = false;
      this.#users -= 1;
      if (this.#users > 0 || this.#disposed) return;
      this.#cancelLinger = this.#options.clock.after(this.#policy.linger, () =>
        this.#handle({ type: 'released' }),
      );
    };
  }

  /**
   * The open link. Waits while one is being opened; rejects at once with the last cause while the next attempt is
   * still to come, so that a request never waits for a PLC that is off.
   * @throws what opening threw, the signal's reason, or the closed error
   */
  link(signal: AbortSignal): Promise<L> {
    return new Promise<L>((resolve, reject) => {
      const settle = (): boolean => {
        const { phase } = this.#state;
        if (signal.aborted) reject(signal.reason);
        else if (this.current) resolve(this.current);
        else if (this.#state.phase === 'waiting') reject(this.#state.error);
        else if (phase === 'connecting' || (this.#state.phase === 'closing' && this.#state.again))
          return false;
        else reject(this.#options.closedError());
        return true;
      };
      if (settle()) return;
      const look = () => {
        if (!settle()) return;
        unsubscribe();
        signal.removeEventListener('abort', look);
      };
      const unsubscribe = this.onChange(look);
      signal.addEventListener('abort', look);
    });
  }

  /** Makes the next attempt at once, if it waits for one: what stood in the way may be gone. */
  hurry(): void {
    this.#handle({ type: 'hurried' });
  }

  /** The PLC answered a request on this link, with whatever. */
  answered(link: L): void {
    if (link === this.#link) this.#handle({ type: 'answered' });
  }

  /** The PLC let a request on this link time out. */
  unanswered(link: L, error: unknown): void {
    if (link === this.#link) this.#handle({ type: 'unanswered', error });
  }

  /** Closes for good. Resolves when nothing is open any more. Calling twice is safe. */
  async close(): Promise<void> {
    this.#disposed = true;
    this.#users = 0;
    this.#cancelLinger();
    this.#handle({ type: 'released' });
    await this.#work;
    this.#listeners.clear();
  }

  #handle(event: ConnectionEvent): void {
    const { state, effects } = stepConnection(this.#state, event, this.#policy, this.#options.random());
    for (const effect of effects) this.#perform(effect);
    if (state === this.#state) return;
    this.#state = state;
    // A listener may move the state on: the ones after it see what is true by then.
    for (const listener of [...this.#listeners]) {
      try {
        listener(this.#state);
      } catch (error) {
        this.#options.onFault(error);
      }
    }
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.do) {
      case 'open':
        this.#open();
        break;
      case 'close':
        this.#close();
        break;
      case 'wait':
        this.#cancelWait = this.#options.clock.after(effect.milliseconds, () =>
          this.#handle({ type: 'due' }),
        );
        break;
      case 'cancel-wait':
        this.#cancelWait();
        break;
    }
  }

  #open(): void {
    const opening = new AbortController();
    this.#opening = opening;
    const attempt = async () => {
      if (opening.signal.aborted) return;
      try {
        const link = await this.#options.open(opening.signal);
        if (opening.signal.aborted) return await link.close();
        this.#link = link;
        this.#opened = this.#options.clock.elapsed();
        link.onEnd((error) => {
          if (link === this.#link) this.#failed(error);
        });
        this.#handle({ type: 'opened', greeted: this.#options.opensWithAnswer ?? false });
      } catch (error) {
        if (!opening.signal.aborted) this.#failed(error);
      }
    };
    this.#work = this.#work.then(attempt);
  }

  /** Who we are may be refused only once the link is open, as TLS 1.3 does. */
  #failed(error: unknown): void {
    const retryAfter = this.#options.retryAfter?.(error);
    const refused = this.#options.isRefusal?.(error) ?? false;
    const stood = this.#link ? this.#options.clock.elapsed() - this.#opened : 0;
    this.#handle({ type: 'failed', error, refused, stood, ...(retryAfter !== undefined && { retryAfter }) });
  }

  #close(): void {
    const link = this.#link;
    this.#link = undefined;
    this.#opening?.abort();
    // A link that cannot be closed is gone for us all the same; it has said so to its own user.
    const end = async () => {
      await link?.close().catch(() => {});
      this.#handle({ type: 'closed' });
    };
    this.#work = this.#work.then(end);
  }
}
