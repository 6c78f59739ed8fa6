import { tagErrors } from '../errors.ts';
import type { Job, ReadJob } from './job.ts';
import type { Operation } from './operation.ts';
import type { Span } from './plan.ts';
import type { UnitQueue } from './unit-queue.ts';

/** The units behind one connection, and whose turn it is. */
export class Units<L, Member extends Span> {
  readonly #make: (unit: number) => UnitQueue<L, Member>;
  readonly #units = new Map<number, UnitQueue<L, Member>>();
  /** Those for which something waits, the one that came first first. */
  readonly #waiting = new Set<UnitQueue<L, Member>>();
  /** The share of the one that had its turn last: who comes anew has no more credit than that. */
  #share = 0;

  constructor(make: (unit: number) => UnitQueue<L, Member>) {
    this.#make = make;
  }

  get all(): Iterable<UnitQueue<L, Member>> {
    return this.#units.values();
  }

  /** Whether no more than one unit was ever asked. */
  get isLone(): boolean {
    return [...this.#units.values()].filter(({ asked }) => asked).length <= 1;
  }

  /** Those for which something waits. */
  get waiting(): Iterable<UnitQueue<L, Member>> {
    return this.#waiting;
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  /** How many jobs wait. */
  get size(): number {
    let size = 0;
    for (const unit of this.#waiting) size += unit.size;
    return size;
  }

  *sources(): Iterable<ReadonlySet<Job>> {
    for (const unit of this.#waiting) yield* unit.sources;
  }

  unit(number: number): UnitQueue<L, Member> {
    const known = this.#units.get(number);
    if (known) return known;
    const unit = this.#make(number);
    this.#units.set(number, unit);
    return unit;
  }

  enqueue(job: Job): void {
    const unit = this.unit(job.unit);
    this.#wake(unit);
    unit.add(job);
  }

  /** Lets a unit send these once more. */
  again(unit: UnitQueue<L, Member>, operations: readonly Operation<L>[]): void {
    if (operations.length === 0) return;
    this.#wake(unit);
    unit.again(operations);
  }

  remove(job: Job): void {
    const unit = this.unit(job.unit);
    unit.remove(job);
    if (unit.isEmpty) this.#waiting.delete(unit);
  }

  /** The unit that had the least of the time so far, among those that are ready. */
  turn(isReady: (unit: UnitQueue<L, Member>) => boolean): UnitQueue<L, Member> | undefined {
    let next: UnitQueue<L, Member> | undefined;
    for (const unit of this.#waiting) {
      if ((!next || unit.share < next.share) && isReady(unit)) next = unit;
    }
    return next;
  }

  /** What the unit whose turn it is sends; undefined if nothing of it is wanted any more. */
  take(unit: UnitQueue<L, Member>, now: number): Operation<L> | undefined {
    this.#share = unit.share;
    const operation = unit.next(now);
    // The end of the line, for those with equal shares.
    this.#waiting.delete(unit);
    if (!unit.isEmpty) this.#waiting.add(unit);
    return operation;
  }

  /** Nothing more of a unit is sent. What was on its way still comes. */
  giveUp(unit: UnitQueue<L, Member>, error: unknown): void {
    const { jobs, operations } = unit.clear();
    this.#waiting.delete(unit);
    for (const operation of operations) operation.fail(error, 'lost');
    for (const job of jobs) job.giveUp(error);
  }

  #wake(unit: UnitQueue<L, Member>): void {
    if (this.#waiting.has(unit)) return;
    unit.share = Math.max(unit.share, this.#share);
    this.#waiting.add(unit);
  }
}

/**
 * Settles what needs no request: members that are too long for one, and those that were refused by themselves not long
 * ago and are not to be asked for again yet.
 */
export function answerWithoutAsking<L, Member extends Span>(
  job: ReadJob<Member>,
  { learned }: UnitQueue<L, Member>,
): void {
  let asked = 0;
  const refused: Member[] = [];
  for (const member of job.members) {
    const limit = job.limits.limitOf(member.area);
    if (member.length > limit)
      job.bring(member, { error: tagErrors.tooLong({ length: member.length, limit }) });
    else if (learned.refusalOf(member)) refused.push(member);
    else asked += 1;
  }
  if (refused.length > 0) {
    // Whoever asks for nothing else gets an answer of the PLC, not one of ours.
    const again = new Set(learned.retries(refused, { atOnce: asked === 0 }));
    for (const member of refused)
      if (!again.has(member)) job.bring(member, { error: learned.refusalOf(member)?.error });
  }
  job.settleIfDone();
}
