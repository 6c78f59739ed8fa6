import { isCodedError } from '@millwright/schema';
import type { Clock } from '../clock.ts';
import { matterOf } from './job.ts';
import { Latency } from './latency.ts';

/** What a connection has done since it was made, as plain JSON. */
export interface DiagnosticsSnapshot {
  /** Requests that went out. */
  readonly requests: number;
  /**
   * What went wrong, by code: each request that failed, each attempt to connect, and a link that ended where no request
   * failed because of it.
   */
  readonly errors: Readonly<Record<string, number>>;
  /** Milliseconds from sending to the answer, of the last minute or two. */
  readonly latency: { readonly p50?: number; readonly p99?: number };
  readonly bytes: { readonly in: number; readonly out: number };
  /** How often the link was made anew. */
  readonly reconnects: number;
  /** Requests that were refused because the queue was full, and those that made room for others. */
  readonly refused: number;
  readonly dropped: number;
  /** Cycles that were left out because the PLC was too slow for them. */
  readonly slow: number;
  /** Units that are left alone because they do not answer (times in ms UTC). */
  readonly suspended: readonly SuspendedUnit[];
  readonly lastError?: LastError;
}

export interface SuspendedUnit {
  readonly unit: number;
  readonly since: number;
  readonly next: number;
}

export interface LastError {
  readonly code: string;
  readonly message: string;
  /** Ms UTC. */
  readonly at: number;
}

/** What failures without a code are counted under. */
const unexpected = 'unexpected';

/** Counts what a connection does. Its size does not grow: codes are a closed set. */
export class Diagnostics {
  readonly #clock: Clock;
  readonly #errors = new Map<string, number>();
  readonly #latency = new Latency();
  #requests = 0;
  #links = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  #refused = 0;
  #dropped = 0;
  #slow = 0;
  #suspended: () => readonly SuspendedUnit[] = () => [];
  #lastError: LastError | undefined;
  /** What the matter was with the last request that failed. */
  #lastMatter: unknown;
  /** What ended the link and was counted for that, until a request that it took along stands for both. */
  #end: { readonly error: unknown } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  sent(): void {
    this.#requests += 1;
  }

  /** The PLC answered, with whatever, after so many milliseconds. */
  answered(milliseconds: number): void {
    this.#latency.add(milliseconds, this.#clock.elapsed());
  }

  /** A request failed. */
  failed(error: unknown): void {
    const matter = matterOf(error);
    this.#lastMatter = matter;
    if (this.#end && this.#end.error === matter) this.#end = undefined;
    else this.#count(error);
  }

  /**
   * The link ended, or none could be made. Whether the requests that it took along are told before it or after: so many
   * of them, so many failures, and one where there was none.
   */
  unlinked(error: unknown): void {
    if (error === this.#lastMatter) return;
    this.#end = { error };
    this.#count(error);
  }

  linked(): void {
    this.#links += 1;
  }

  moved(bytesIn: number, bytesOut: number): void {
    this.#bytesIn += bytesIn;
    this.#bytesOut += bytesOut;
  }

  refused(): void {
    this.#refused += 1;
  }

  dropped(): void {
    this.#dropped += 1;
  }

  slow(cycles = 1): void {
    this.#slow += cycles;
  }

  /** Says where to learn which units are suspended. */
  followSuspended(source: () => readonly SuspendedUnit[]): void {
    this.#suspended = source;
  }

  snapshot(): DiagnosticsSnapshot {
    const at = this.#clock.elapsed();
    const p50 = this.#latency.within(0.5, at);
    const p99 = this.#latency.within(0.99, at);
    return {
      requests: this.#requests,
      errors: Object.fromEntries([...this.#errors].sort(([a], [b]) => (a < b ? -1 : 1))),
      latency: { ...(p50 !== undefined && { p50 }), ...(p99 !== undefined && { p99 }) },
      bytes: { in: this.#bytesIn, out: this.#bytesOut },
      reconnects: Math.max(0, this.#links - 1),
      refused: this.#refused,
      dropped: this.#dropped,
      slow: this.#slow,
      suspended: this.#suspended(),
      ...(this.#lastError && { lastError: this.#lastError }),
    };
  }

  #count(error: unknown): void {
    const code = isCodedError(error) ? error.code : unexpected;
    const message = error instanceof Error ? error.message : String(error);
    this.#errors.set(code, (this.#errors.get(code) ?? 0) + 1);
    this.#lastError = { code, message, at: this.#clock.now() };
  }
}
