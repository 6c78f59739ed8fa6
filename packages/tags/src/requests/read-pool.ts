import { cover } from './division.ts';
import type { ReadJob } from './job.ts';
import type { LearnedSplits } from './learned.ts';
import { type Block, type PlanLimits, planReads, type Span } from './plan.ts';

/** A block to send now, and who waits for each of its members. */
export interface TakenBlock<Member extends Span> {
  readonly block: Block<Member>;
  readonly waiters: ReadonlyMap<Member, readonly ReadJob<Member>[]>;
}

interface Plan<Member extends Span> {
  readonly members: readonly Member[];
  readonly version: number;
  readonly blockOf: ReadonlyMap<Member, Block<Member>>;
}

/**
 * What waits to be read from one unit under the same limits, planned together: a member that several wait for is read
 * once. What has been sent is not joined any more: its value may be older than the question.
 */
export class ReadPool<Member extends Span> {
  readonly #limits: PlanLimits<Member['area']>;
  readonly #learned: LearnedSplits;
  readonly #waiting = new Map<Member, ReadJob<Member>[]>();
  /** A table that is read again and again is planned once: by its first member. */
  readonly #plans = new WeakMap<Member, Plan<Member>>();
  #plan: Plan<Member> | undefined;

  constructor(limits: PlanLimits<Member['area']>, learned: LearnedSplits) {
    this.#limits = limits;
    this.#learned = learned;
  }

  add(job: ReadJob<Member>): void {
    for (const member of job.members) {
      const waiters = this.#waiting.get(member);
      if (!waiters) {
        if (!job.waitsFor(member)) continue;
        this.#waiting.set(member, [job]);
        if (!this.#plan?.blockOf.has(member)) this.#plan = undefined;
      } else if (waiters.at(-1) !== job && job.waitsFor(member)) waiters.push(job);
    }
  }

  remove(job: ReadJob<Member>): void {
    for (const member of job.members) {
      const waiters = this.#waiting.get(member);
      const place = waiters?.indexOf(job) ?? -1;
      if (!waiters || place < 0) continue;
      if (waiters.length === 1) this.#waiting.delete(member);
      else waiters.splice(place, 1);
    }
    if (this.#waiting.size === 0) this.#plan = undefined;
  }

  /** The block that holds the next member of a job, with whatever else of it is waited for. */
  take(job: ReadJob<Member>): TakenBlock<Member> | undefined {
    const next = job.next;
    const planned = next && this.#planFor(job).blockOf.get(next);
    if (!planned) return undefined;
    const members = planned.members.filter((member) => this.#waiting.has(member));
    const waiters = new Map<Member, ReadJob<Member>[]>();
    for (const member of members) {
      const jobs = this.#waiting.get(member) ?? [];
      for (const each of jobs) each.markSent(member);
      waiters.set(member, jobs);
      this.#waiting.delete(member);
    }
    if (this.#waiting.size === 0) this.#plan = undefined;
    return { block: members.length === planned.members.length ? planned : cover(members), waiters };
  }

  #planFor(job: ReadJob<Member>): Plan<Member> {
    const { version } = this.#learned;
    if (this.#plan?.version === version) return this.#plan;
    // Where all that waits is of this job, the plan of its whole table serves, now and the next time.
    const whole = job.unsent === this.#waiting.size;
    const members = whole ? job.members : [...this.#waiting.keys()];
    const [first] = members;
    const known = whole && first ? this.#plans.get(first) : undefined;
    const serves = known?.version === version && isSame(known.members, members);
    const plan = serves ? known : this.#make(members);
    if (whole && first) this.#plans.set(first, plan);
    this.#plan = plan;
    return plan;
  }

  #make(members: readonly Member[]): Plan<Member> {
    const { blocks } = planReads(members, this.#limits, this.#learned);
    const pairs = blocks.flatMap((block) => block.members.map((member) => [member, block] as const));
    return { members, version: this.#learned.version, blockOf: new Map(pairs) };
  }
}

function isSame<Member>(some: readonly Member[], others: readonly Member[]): boolean {
  return some === others || (some.length === others.length && some.every((each, at) => each === others[at]));
}
