import { type EventDraft, ledgerErrors } from '@millwright/ledger';
import { auditErrors } from '../../common/errors.ts';
import type { Appended, AppendRequest, Gap, SentEvent } from './messages.ts';

export interface AppendQueueOptions {
  readonly send: (request: AppendRequest) => Promise<Appended>;
  /** What the instance is called. */
  readonly instance: () => string;
  /** Milliseconds of a clock that never jumps. */
  readonly uptime: () => number;
  /** For how long an event may wait, in milliseconds: then whoever gave it is told that it is not on disk. */
  readonly patience: () => number;
  readonly onAppended: (appended: Appended) => void;
  readonly onFailed: (problem: Error) => void;
}

interface Waiting {
  readonly event: SentEvent;
  readonly deadline: number;
  readonly resolve: (seq: number) => void;
  readonly reject: (reason: Error) => void;
  told: boolean;
}

/** So that one message between the threads and one transaction do not get too large. */
const mostAtOnce = 512;

/**
 * Events on their way to the log. One batch is on its way at a time; what comes meanwhile makes up the next one, so
 * that many callers share a message and a commit. What could not be written is counted, and told of before the next
 * event that can be.
 */
export class AppendQueue {
  readonly #options: AppendQueueOptions;
  #waiting: Waiting[] = [];
  #sent: readonly Waiting[] = [];
  #gap: Gap | undefined;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: AppendQueueOptions) {
    this.#options = options;
  }

  /** Events that were lost, and that the log does not tell of yet. */
  get lost(): number {
    return this.#gap?.lost ?? 0;
  }

  /** For how long the oldest event that is not written has waited, in milliseconds. */
  get waits(): number {
    const oldest = this.#sent[0] ?? this.#waiting[0];
    return oldest ? this.#options.uptime() - oldest.event.uptime : 0;
  }

  add(draft: EventDraft): Promise<number> {
    const event = this.#sentEvent(draft);
    const deadline = event.uptime + this.#options.patience();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, deadline, resolve, reject, told: false });
      this.#watch();
      this.#running ??= this.#run();
    });
  }

  /** Tells the log of what was lost, if it can be written again. */
  async tellOfGap(): Promise<void> {
    if (this.#gap) this.#running ??= this.#run();
    await this.#running;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#running;
  }

  #sentEvent(draft: EventDraft): SentEvent {
    return { draft, uptime: Math.round(this.#options.uptime()) };
  }

  async #run(): Promise<void> {
    // What is added in the same turn goes along.
    await new Promise((resolve) => setImmediate(resolve));
    let isWell: boolean;
    do isWell = await this.#sendBatch(this.#waiting.splice(0, mostAtOnce));
    while (
      // What was lost while a batch was on its way is told of at once, too: nothing else need ever come.
      this.#waiting.length > 0 ||
      (isWell && this.#gap)
    );
    this.#running = undefined;
  }

  /** @returns whether the log can be written */
  async #sendBatch(batch: readonly Waiting[]): Promise<boolean> {
    const gap = this.#gap;
    this.#sent = batch;
    try {
      const { instance, send, onAppended } = this.#options;
      const appended = await send({ instance: instance(), gap, events: batch.map(({ event }) => event) });
      this.#forget(gap);
      for (const [index, { resolve }] of batch.entries()) resolve(appended.first + index);
      onAppended(appended);
      return true;
    } catch (error) {
      return await this.#failed(batch, error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#sent = [];
    }
  }

  async #failed(batch: readonly Waiting[], problem: Error): Promise<boolean> {
    // One that is no event must not take the others with it.
    const isOwnFault = ledgerErrors.recordInvalid.is(problem);
    if (isOwnFault && batch.length > 1) {
      let isWell = false;
      for (const one of batch) isWell = await this.#sendBatch([one]);
      return isWell;
    }
    this.#lose(batch);
    for (const { reject } of batch) reject(problem);
    if (!isOwnFault) this.#options.onFailed(problem);
    return isOwnFault && batch.length > 0;
  }

  #lose(events: readonly Waiting[]): void {
    const [first] = events;
    if (!first) return;
    const { lost, since } = this.#gap ?? { lost: 0, since: first.event.draft.time };
    this.#gap = { lost: lost + events.length, since };
  }

  #forget(told: Gap | undefined): void {
    if (!told || !this.#gap) return;
    const lost = this.#gap.lost - told.lost;
    this.#gap = lost > 0 ? { ...this.#gap, lost } : undefined;
  }

  /** Tells those that have waited too long; what is on its way may still arrive, what is not does not go any more. */
  #watch(): void {
    if (this.#timer) return;
    const first = [...this.#sent, ...this.#waiting].find(({ told }) => !told);
    if (!first) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        this.#tellLate();
        this.#watch();
      },
      Math.max(1, first.deadline - this.#options.uptime()),
    ).unref();
  }

  #tellLate(): void {
    const now = this.#options.uptime();
    const isLate = ({ deadline, told }: Waiting): boolean => !told && deadline <= now;
    const waited = this.#waiting.filter(isLate);
    const late = [...this.#sent.filter(isLate), ...waited];
    if (late.length === 0) return;
    this.#waiting = this.#waiting.filter((one) => !isLate(one));
    this.#lose(waited);
    const problem = auditErrors.notRecorded({ reason: 'the disk does not answer' });
    for (const one of late) {
      one.told = true;
      one.reject(problem);
    }
    this.#options.onFailed(problem);
  }
}
