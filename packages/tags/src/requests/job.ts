import { tagErrors } from '../errors.ts';
import type { PlanLimits, Span } from './plan.ts';
import type { FailureKind, Hold, Lane, ReadOutcome } from './request.ts';

/** Whose a request is, and on what terms. */
export interface JobTerms {
  readonly unit: number;
  readonly lane: Lane;
  /** Who asks: requests of one source keep their order, and sources take turns. */
  readonly source: unknown;
  /** `Clock.elapsed()` after which it is not sent any more. */
  readonly due: number;
  /** See `RequestOptions`. */
  readonly trial: boolean;
}

/** What somebody waits for. It settles once; what comes after that is nothing to it. */
export abstract class Job implements JobTerms {
  readonly unit: number;
  readonly lane: Lane;
  readonly source: unknown;
  readonly due: number;
  readonly trial: boolean;
  /** Whether something of it was sent. */
  begun = false;
  /** Called when it settles: whoever watches over the job stops doing so. */
  onSettled: () => void = () => {};
  #settled = false;

  protected constructor({ unit, lane, source, due, trial }: JobTerms) {
    this.unit = unit;
    this.lane = lane;
    this.source = source;
    this.due = due;
    this.trial = trial;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /** Ends it whatever has come so far: its signal says so, or the connection is closed. */
  abstract abandon(error: unknown): void;

  /** Nothing more of it will be sent. */
  abstract giveUp(error: unknown): void;

  /** Gives it up where its time was over before it was sent. Returns whether that is so. */
  expire(now: number): boolean {
    if (this.begun || now < this.due) return false;
    this.giveUp(tagErrors.notSent({ reason: 'its time was over before its turn came' }));
    return true;
  }

  /** Whether it was still open; now it is not. */
  protected close(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.onSettled();
    return true;
  }
}

/** One request that its caller makes itself once it has the link. */
export class CallJob<L> extends Job implements Hold {
  readonly promise: Promise<unknown>;
  readonly run: (link: L, signal: AbortSignal, hold: Hold) => Promise<unknown>;
  #resolve: (value: unknown) => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(terms: JobTerms, run: (link: L, signal: AbortSignal, hold: Hold) => Promise<unknown>) {
    super(terms);
    this.run = run;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  hold(): void {
    this.begun = false;
  }

  release(): void {
    if (this.settled) throw tagErrors.notSent({ reason: 'nobody waited for it any more' });
    this.begun = true;
  }

  succeed(value: unknown): void {
    if (this.close()) this.#resolve(value);
  }

  /** It was sent, and failed in this way. */
  fail(error: unknown, kind: FailureKind): void {
    const isUnknown = this.lane === 'write' && leavesOpen.has(kind) && !saysNotSent(error);
    const reason = isUnknown ? outcomeUnknown(error) : error;
    if (this.close()) this.#reject(reason);
  }

  abandon(error: unknown): void {
    if (!this.close()) return;
    if (this.lane === 'read' || saysNotSent(error)) this.#reject(error);
    else this.#reject(this.begun ? outcomeUnknown(error) : notSent(error));
  }

  giveUp(error: unknown): void {
    this.abandon(error);
  }
}

/** What a member's outcome is while it has none. */
const waiting: ReadOutcome = { error: undefined };
const sent: ReadOutcome = { error: undefined };

/**
 * How many refused blocks one read divides at most, and how many more for each of its members: a PLC that refuses
 * nearly all of them would cost two requests for each, and nothing of the reading would come before the last.
 */
const mostDivisions = 64;
const divisionsPerMember = 0.25;

/** Values of many members, which arrive block by block. */
export class ReadJob<Member extends Span> extends Job {
  readonly promise: Promise<ReadonlyMap<Member, ReadOutcome>>;
  /** Each of them once. */
  readonly members: readonly Member[];
  readonly limits: PlanLimits<Member['area']>;
  /** In the order of `members`. */
  readonly #outcomes: Map<Member, ReadOutcome>;
  #resolve: (outcomes: ReadonlyMap<Member, ReadOutcome>) => void = () => {};
  #reject: (error: unknown) => void = () => {};
  #unsent: number;
  #open: number;
  #cursor = 0;
  #divisions = 0;

  constructor(terms: JobTerms, members: readonly Member[], limits: PlanLimits<Member['area']>) {
    super(terms);
    this.limits = limits;
    this.#outcomes = new Map(members.map((member) => [member, waiting]));
    this.members = this.#outcomes.size === members.length ? members : [...this.#outcomes.keys()];
    this.#unsent = this.#outcomes.size;
    this.#open = this.#outcomes.size;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  /** How many members were not sent yet. */
  get unsent(): number {
    return this.#unsent;
  }

  /** The first member that was not sent yet. */
  get next(): Member | undefined {
    for (; this.#cursor < this.members.length; this.#cursor += 1) {
      const member = this.members[this.#cursor] as Member;
      if (this.waitsFor(member)) return member;
    }
    return undefined;
  }

  /** Whether one more block may be divided for it; that counts. The next read goes on where this one ends. */
  mayDivide(): boolean {
    this.#divisions += 1;
    return this.#divisions <= mostDivisions + this.members.length * divisionsPerMember;
  }

  waitsFor(member: Member): boolean {
    return this.#outcomes.get(member) === waiting;
  }

  markSent(member: Member): void {
    if (!this.waitsFor(member)) return;
    this.#outcomes.set(member, sent);
    this.#unsent -= 1;
    this.begun = true;
  }

  bring(member: Member, outcome: ReadOutcome): void {
    const known = this.#outcomes.get(member);
    if (this.settled || (known !== waiting && known !== sent)) return;
    if (known === waiting) this.#unsent -= 1;
    this.#outcomes.set(member, outcome);
    this.#open -= 1;
    this.settleIfDone();
  }

  /** Resolves where nothing is open (any more): also a read of nothing is one. */
  settleIfDone(): void {
    if (this.#open === 0 && this.close()) this.#resolve(this.#outcomes);
  }

  abandon(error: unknown): void {
    if (this.close()) this.#reject(error);
  }

  /** What was sent still comes; all the rest gets the error. */
  giveUp(error: unknown): void {
    if (!this.begun) this.abandon(error);
    else for (const member of this.#outcomes.keys()) if (this.waitsFor(member)) this.bring(member, { error });
  }
}

/** Failures after which a request that was sent may have been done or not. */
const leavesOpen: ReadonlySet<FailureKind> = new Set(['unanswered', 'absent', 'in-progress', 'lost']);

const unsentErrors = [tagErrors.notSent, tagErrors.queueFull, tagErrors.dropped, tagErrors.unitSuspended];

/** Whether an error already says that nothing reached the PLC. */
export function saysNotSent(error: unknown): boolean {
  return unsentErrors.some((factory) => factory.is(error));
}

/** What the matter was: that something was not sent only says what became of it. */
export function matterOf(error: unknown): unknown {
  return tagErrors.notSent.is(error) ? (error.cause ?? error) : error;
}

function notSent(cause: unknown): Error {
  return tagErrors.notSent({ reason: reasonOf(cause) }, { cause });
}

function outcomeUnknown(cause: unknown): Error {
  return tagErrors.outcomeUnknown({ reason: reasonOf(cause) }, { cause });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
