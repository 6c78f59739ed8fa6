import { CallJob, type Job } from './job.ts';
import { Call, type Operation } from './operation.ts';

/** Writes that wait, in the order in which they came: nobody's write ever overtakes another one to the same unit. */
export class WriteQueue<L> {
  readonly #jobs = new Set<CallJob<L>>();

  sources(): Iterable<ReadonlySet<Job>> {
    const sources = new Map<unknown, Set<Job>>();
    for (const job of this.#jobs) {
      const jobs = sources.get(job.source);
      if (jobs) jobs.add(job);
      else sources.set(job.source, new Set([job]));
    }
    return sources.values();
  }

  add(job: CallJob<L>): void {
    this.#jobs.add(job);
  }

  remove(job: Job): void {
    if (job instanceof CallJob) this.#jobs.delete(job);
  }

  get size(): number {
    return this.#jobs.size;
  }

  /** The first write to a unit that can be sent to. */
  next(isReady: (unit: number) => boolean, now: number): Operation<L> | undefined {
    for (const job of this.#jobs) {
      if (!isReady(job.unit) || job.expire(now)) continue;
      this.#jobs.delete(job);
      return new Call(job);
    }
    return undefined;
  }

  /** All writes (to one unit), which wait no longer. */
  clear(unit?: number): readonly Job[] {
    const jobs = [...this.#jobs].filter((job) => unit === undefined || job.unit === unit);
    for (const job of jobs) this.#jobs.delete(job);
    return jobs;
  }
}
