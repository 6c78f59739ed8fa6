import { CallJob, type Job, ReadJob } from './job.ts';
import type { LearnedSplits } from './learned.ts';
import { BlockRead, type BlockReadContext, Call, type Operation } from './operation.ts';
import type { PlanLimits, Span } from './plan.ts';
import { ReadPool } from './read-pool.ts';
import { type UnitHealth, wellUnit } from './unit-health.ts';

/** What waits to be read from one unit, and how the unit fares. */
export class UnitQueue<L, Member extends Span> {
  readonly #context: BlockReadContext<L, Member>;
  /** Sources in the order of their turns; each has its jobs in the order in which they came. */
  readonly #sources = new Map<unknown, Set<Job>>();
  /** What is sent once more: another try, the parts of what was refused. */
  readonly #again: Operation<L>[] = [];
  #wasAgain = false;
  #size = 0;
  readonly #pools = new WeakMap<PlanLimits<Member['area']>, ReadPool<Member>>();
  health: UnitHealth = wellUnit;
  /** Whether anybody asked it but to try it out. */
  asked = false;
  /** `Clock.elapsed()` before which nothing is sent to it: it has said that it is busy. */
  restUntil = 0;
  /** How much of the connection's time it has had, in ms: the one with the least is next. */
  share = 0;
  /** Whether a write to it, or a try whether it answers again, is on its way. */
  writing = false;
  probing = false;

  constructor(context: BlockReadContext<L, Member>) {
    this.#context = context;
  }

  get unit(): number {
    return this.#context.unit;
  }

  get learned(): LearnedSplits {
    return this.#context.learned;
  }

  get isEmpty(): boolean {
    return this.#sources.size === 0 && this.#again.length === 0;
  }

  /** How many jobs wait. */
  get size(): number {
    return this.#size;
  }

  get sources(): Iterable<ReadonlySet<Job>> {
    return this.#sources.values();
  }

  add(job: Job): void {
    const jobs = this.#sources.get(job.source);
    if (jobs) jobs.add(job);
    else this.#sources.set(job.source, new Set([job]));
    if (job instanceof ReadJob) this.#poolOf(job).add(job);
    this.#size += 1;
  }

  /** Calling twice is safe. */
  remove(job: Job): void {
    const jobs = this.#sources.get(job.source);
    if (!jobs?.delete(job)) return;
    this.#size -= 1;
    if (jobs.size === 0) this.#sources.delete(job.source);
    if (job instanceof ReadJob && job.unsent > 0) this.#poolOf(job).remove(job);
  }

  /** Sends these as soon as its sources let it. */
  again(operations: readonly Operation<L>[]): void {
    this.#again.unshift(...operations);
  }

  /** What it sends next: another try or a part of what was refused, in turns with the sources, which take turns, too. */
  next(now: number): Operation<L> | undefined {
    const bySource = this.#wasAgain ? this.#nextOfSource(now) : undefined;
    const operation = bySource ?? this.#nextAgain();
    this.#wasAgain = bySource === undefined && operation !== undefined;
    return operation ?? this.#nextOfSource(now);
  }

  #nextAgain(): Operation<L> | undefined {
    for (let first = this.#again.shift(); first; first = this.#again.shift()) {
      if (first.isWanted) return first;
      first.fail(undefined, 'lost');
    }
    return undefined;
  }

  #nextOfSource(now: number): Operation<L> | undefined {
    for (const [source, jobs] of this.#sources) {
      const job = firstInTime(jobs, now);
      const operation = job && this.#begin(job);
      if (!operation) continue;
      this.#sources.delete(source);
      if (jobs.size > 0) this.#sources.set(source, jobs);
      return operation;
    }
    return undefined;
  }

  /** Everything that waits, which does so no longer. */
  clear(): { readonly jobs: readonly Job[]; readonly operations: readonly Operation<L>[] } {
    const jobs = [...this.#sources.values()].flatMap((each) => [...each]);
    const operations = this.#again.splice(0);
    for (const job of jobs) this.remove(job);
    return { jobs, operations };
  }

  #begin(job: Job): Operation<L> | undefined {
    if (!(job instanceof ReadJob)) {
      this.remove(job);
      // Whoever adds jobs makes them for this kind of link.
      return job instanceof CallJob ? new Call<L>(job) : undefined;
    }
    const taken = this.#poolOf(job).take(job);
    if (!taken) {
      this.remove(job);
      return undefined;
    }
    for (const waiters of taken.waiters.values()) {
      for (const each of waiters) if (each.unsent === 0) this.remove(each);
    }
    return new BlockRead(this.#context, taken.block, taken.waiters);
  }

  #poolOf({ limits }: ReadJob<Member>): ReadPool<Member> {
    const known = this.#pools.get(limits);
    if (known) return known;
    const pool = new ReadPool<Member>(limits, this.#context.learned);
    this.#pools.set(limits, pool);
    return pool;
  }
}

/** The first one that may still be sent; those before it are given up. */
function firstInTime(jobs: Iterable<Job>, now: number): Job | undefined {
  for (const job of jobs) if (!job.expire(now)) return job;
  return undefined;
}
