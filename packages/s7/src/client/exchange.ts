import type { Message } from '../wire/message.ts';

/** What is asked, as far as the header of its message does not say it. */
export interface Question {
  readonly kind: 'job' | 'user-data';
  readonly parameter: Uint8Array;
  readonly data: Uint8Array;
  /** Whether an acknowledgement without anything else is an answer. */
  readonly mayBeAcknowledged?: boolean;
}

/** One question under way, and the promise of whoever asked. It settles once. */
export class Exchange {
  readonly question: Question;
  readonly answer: Promise<Message>;
  readonly #signal: AbortSignal;
  readonly #abort: () => void;
  readonly #onSent: (() => void) | undefined;
  #waiter: PromiseWithResolvers<Message> | undefined;

  constructor(question: Question, signal: AbortSignal, onSent?: () => void) {
    this.question = question;
    this.#signal = signal;
    this.#onSent = onSent;
    this.#waiter = Promise.withResolvers();
    this.answer = this.#waiter.promise;
    this.#abort = () => this.reject(signal.reason);
    signal.addEventListener('abort', this.#abort);
  }

  get isSettled(): boolean {
    return this.#waiter === undefined;
  }

  sent(): void {
    this.#onSent?.();
  }

  resolve(message: Message): void {
    this.#settle()?.resolve(message);
  }

  reject(error: unknown): void {
    this.#settle()?.reject(error);
  }

  #settle(): PromiseWithResolvers<Message> | undefined {
    const waiter = this.#waiter;
    this.#waiter = undefined;
    if (waiter) this.#signal.removeEventListener('abort', this.#abort);
    return waiter;
  }
}
