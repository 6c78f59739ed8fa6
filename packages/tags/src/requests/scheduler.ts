import type { Link } from '../connection/connection.ts';
import { tagErrors } from '../errors.ts';
import { longestTimer } from '../system-clock.ts';
import { oldestOfLongest } from './backlog.ts';
import { Diagnostics, type SuspendedUnit } from './diagnostics.ts';
import { Flights } from './flights.ts';
import { CallJob, type Job, type JobTerms, ReadJob, saysNotSent } from './job.ts';
import { LearnedSplits } from './learned.ts';
import type { Operation } from './operation.ts';
import type { Span } from './plan.ts';
import type { Hold, Lane, ReadOptions, ReadOutcome, RequestOptions } from './request.ts';
import { type SchedulerOptions, schedulerDefaults } from './scheduler-options.ts';
import { Suspensions } from './suspensions.ts';
import { UnitQueue } from './unit-queue.ts';
import { UnitWatch } from './unit-watch.ts';
import { answerWithoutAsking, Units } from './units.ts';
import { WriteQueue } from './write-queue.ts';

/** A write goes before everything that waits, but so many of them in a row let one read go, or no value would ever come. */
const writesInARow = 16;

/**
 * Decides what goes over one connection next. Writes go before reads; units share the time evenly, so that a slow one
 * does not slow the others down to its own pace; the sources of a unit take turns. What waits to be read from a unit
 * when a slot gets free is planned together. Every request settles once, whatever becomes of the link.
 */
export class RequestScheduler<L extends Link, Member extends Span = Span> {
  readonly diagnostics: Diagnostics;
  readonly #options: Required<Omit<SchedulerOptions<L, Member>, 'diagnostics'>>;
  readonly #units: Units<L, Member>;
  readonly #watch = new UnitWatch();
  readonly #suspensions: Suspensions;
  readonly #writes = new WriteQueue<L>();
  readonly #flights: Flights<L, Member>;
  readonly #closing = new AbortController();
  readonly #open = new Set<Job>();
  readonly #unfollow: () => void;
  #link: L | undefined;
  #awaitsLink = false;
  #written = 0;
  #pumpIsDue = false;
  #cancelWake: () => void = () => {};

  constructor(options: SchedulerOptions<L, Member>) {
    const { clock, protocol, connection, diagnostics = new Diagnostics(clock) } = options;
    this.#options = { ...schedulerDefaults, ...options };
    this.diagnostics = diagnostics;
    this.#units = new Units((unit) => {
      return new UnitQueue({ unit, protocol, clock, learned: new LearnedSplits(clock) });
    });
    this.#suspensions = new Suspensions(clock, this.#watch, () => this.#units.all);
    this.#flights = new Flights({
      scheduler: this.#options,
      diagnostics,
      units: this.#units,
      watch: this.#watch,
      signal: this.#closing.signal,
      onLanded: () => this.#arrange(),
      onSilent: (now) => this.#leaveAlone(now),
    });
    diagnostics.followSuspended(() => this.suspended);
    this.#unfollow = connection.onChange((state) => {
      if (state.phase === 'waiting') diagnostics.unlinked(state.error);
      this.#follow();
      this.#arrange();
    });
    this.#follow();
  }

  /** How many requests wait, and how many are on their way. */
  get waiting(): number {
    return this.#units.size + this.#writes.size;
  }

  get underWay(): number {
    return this.#flights.size;
  }

  get suspended(): readonly SuspendedUnit[] {
    return this.#suspensions.all;
  }

  /**
   * Makes one request when its turn comes, with whatever `run` does with the link: nothing else is sent meanwhile,
   * as far as the depth goes. What `run` asks first while it holds the request back does not count as sent. A read that finds its unit busy is run once more, a write never.
   * @throws what `run` throws, the signal's reason, `tags.unit-suspended`, `tags.queue-full`, `tags.dropped`,
   *   `tags.not-sent` or why there is no link. A write that ends without an answer: `tags.not-sent` where it is
   *   certain that nothing reached the PLC, else `tags.outcome-unknown`.
   */
  request<T>(
    unit: number,
    lane: Lane,
    source: unknown,
    run: (link: L, signal: AbortSignal, hold: Hold) => Promise<T>,
    options: RequestOptions,
  ): Promise<T> {
    const job = new CallJob<L>(this.#terms(unit, lane, source, options), run);
    this.#accept(job, options);
    if (!job.settled) {
      if (lane === 'write') this.#writes.add(job);
      else this.#units.enqueue(job);
    }
    // It resolves with what `run` resolves with.
    return job.promise as Promise<T>;
  }

  /**
   * Reads members, each of them once, in as few requests as the limits allow. What fails is an outcome of its members;
   * one bad member makes no other one bad.
   * @returns the outcomes in the order of the members
   * @throws only where nothing at all was sent: the signal's reason (at any time), `tags.unit-suspended`,
   *   `tags.queue-full`, `tags.dropped`, `tags.not-sent` or why there is no link
   */
  read(
    unit: number,
    members: readonly Member[],
    source: unknown,
    options: ReadOptions<Member['area']>,
  ): Promise<ReadonlyMap<Member, ReadOutcome>> {
    const { limits } = options;
    const job = new ReadJob(this.#terms(unit, 'read', source, options), members, limits);
    answerWithoutAsking(job, this.#units.unit(unit));
    if (!job.settled) this.#accept(job, options);
    if (!job.settled) this.#units.enqueue(job);
    return job.promise;
  }

  /** Settles everything at once. Nothing is sent any more. Calling twice is safe. */
  close(): void {
    if (this.#closing.signal.aborted) return;
    const error = this.#options.connection.closedError();
    this.#closing.abort(error);
    this.#unfollow();
    this.#cancelWake();
    for (const job of [...this.#open]) job.abandon(error);
  }

  #terms(unit: number, lane: Lane, source: unknown, { deadline, trial = false }: RequestOptions): JobTerms {
    const due = deadline === undefined ? Number.POSITIVE_INFINITY : this.#options.clock.elapsed() + deadline;
    return { unit, lane, source, due, trial };
  }

  /** Lets a job wait, or settles it with the reason why it may not. */
  #accept(job: Job, { signal }: RequestOptions): void {
    const reason = this.#reasonAgainst(job, signal);
    if (reason !== undefined) {
      if (saysNotSent(reason) && !job.trial) this.diagnostics.failed(reason);
      job.abandon(reason);
      return;
    }
    const { clock } = this.#options;
    const abort = (): void => job.abandon(signal.reason);
    let cancel = (): void => {};
    const watch = (): void => {
      const now = clock.elapsed();
      // A timer may come a little early, and cannot wait longer than it can count.
      if (!job.begun && !job.expire(now)) cancel = clock.after(Math.min(job.due - now, longestTimer), watch);
    };
    if (Number.isFinite(job.due)) watch();
    if (job.settled) return;
    signal.addEventListener('abort', abort);
    this.#open.add(job);
    job.onSettled = () => {
      signal.removeEventListener('abort', abort);
      cancel();
      this.#open.delete(job);
      this.#remove(job);
    };
    this.#arrange();
  }

  /** Why a job may not wait. Undefined: it may; the oldest one was dropped for it where that had to be. */
  #reasonAgainst(job: Job, signal: AbortSignal): unknown {
    if (this.#closing.signal.aborted) return this.#closing.signal.reason;
    if (signal.aborted) return signal.reason;
    const unit = this.#units.unit(job.unit);
    unit.asked ||= !job.trial;
    if (!this.#suspensions.mayAsk(unit, this.#options.clock.elapsed())) return this.#suspensions.reason(unit);
    const { queueLimit: limit, queuePolicy } = this.#options;
    const queue = job.lane === 'write' ? this.#writes : this.#units;
    if (queue.size < limit) return undefined;
    const oldest = queuePolicy === 'drop-oldest' ? oldestOfLongest(queue.sources()) : undefined;
    if (!oldest) {
      if (!job.trial) this.diagnostics.refused();
      return tagErrors.queueFull({ limit });
    }
    const error = tagErrors.dropped({ limit });
    this.diagnostics.dropped();
    this.diagnostics.failed(error);
    oldest.abandon(error);
    return undefined;
  }

  /** Looks what can be sent, soon: what is asked for in one breath goes out in one plan. */
  #arrange(): void {
    if (this.#pumpIsDue) return;
    this.#pumpIsDue = true;
    queueMicrotask(() => {
      this.#pumpIsDue = false;
      this.#pump();
    });
  }

  #pump(): void {
    const { clock, depth } = this.#options;
    this.#cancelWake();
    while (!this.#closing.signal.aborted && !(this.#units.isEmpty && this.#writes.size === 0)) {
      const link = this.#follow();
      if (!link) {
        this.#awaitLink();
        break;
      }
      const now = clock.elapsed();
      if (this.#flights.size >= depth) break;
      const operation = now < this.#flights.earliest ? undefined : this.#next(now);
      if (!operation) {
        this.#wake(now);
        break;
      }
      this.#flights.send(operation, link, now);
    }
  }

  /** Looks again when the pause is over, or when the first of those that rest may be asked again. */
  #wake(now: number): void {
    const { clock } = this.#options;
    const times = [this.#flights.earliest, ...[...this.#units.all].map(({ restUntil }) => restUntil)];
    const next = Math.min(...times.filter((time) => time > now));
    if (next === Number.POSITIVE_INFINITY) return;
    this.#cancelWake = clock.after(next - now, () => this.#pump());
  }

  #awaitLink(): void {
    if (this.#awaitsLink) return;
    this.#awaitsLink = true;
    const { connection } = this.#options;
    connection.link(this.#closing.signal).then(
      () => {
        this.#awaitsLink = false;
        this.#arrange();
      },
      (error: unknown) => {
        this.#awaitsLink = false;
        for (const unit of [...this.#units.waiting]) this.#units.giveUp(unit, error);
        for (const job of this.#writes.clear()) job.giveUp(error);
      },
    );
  }

  /** The link that there is now. A new one begins anew: what was learned and who was silent may be different now. */
  #follow(): L | undefined {
    const { clock, connection } = this.#options;
    const link = connection.current;
    if (!link || link === this.#link) return link;
    this.#link = link;
    const now = clock.elapsed();
    this.#watch.linked(this.#units.all, now);
    this.diagnostics.linked();
    for (const { learned } of this.#units.all) learned.clear();
    this.#flights.relinked(link, now);
    return link;
  }

  /** What goes out now; undefined where nothing is ready. */
  #next(now: number): Operation<L> | undefined {
    const isReady = (unit: UnitQueue<L, Member>): boolean =>
      now >= unit.restUntil &&
      this.#suspensions.mayAsk(unit, now) &&
      !(unit.health.is === 'suspended' && this.#flights.areProbing);
    const mayWrite = (number: number): boolean => {
      const unit = this.#units.unit(number);
      return !unit.writing && isReady(unit);
    };
    const reader = this.#units.turn(isReady);
    if (!reader || this.#written < writesInARow) {
      const write = this.#writes.next(mayWrite, now);
      if (write) this.#written = reader ? this.#written + 1 : 0;
      if (write || !reader) return write;
    }
    this.#written = 0;
    return this.#units.take(reader, now) ?? this.#next(now);
  }

  /** Whatever waits for a unit that is left alone from now on need not wait. */
  #leaveAlone(now: number): void {
    for (const unit of this.#units.all) {
      if (unit.probing || now >= this.#watch.openFrom(unit)) continue;
      const error = this.#suspensions.reason(unit);
      this.#units.giveUp(unit, error);
      for (const job of this.#writes.clear(unit.unit)) job.giveUp(error);
    }
  }

  #remove(job: Job): void {
    if (job.lane === 'write') this.#writes.remove(job);
    else this.#units.remove(job);
  }
}
