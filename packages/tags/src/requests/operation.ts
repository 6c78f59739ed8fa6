import type { Clock } from '../clock.ts';
import { Division } from './division.ts';
import type { CallJob, ReadJob } from './job.ts';
import type { LearnedSplits } from './learned.ts';
import type { Block, Span } from './plan.ts';
import type { FailureKind, Lane, ReadOutcome, RequestProtocol } from './request.ts';

/** One thing that is sent when its turn comes. */
export interface Operation<L> {
  readonly unit: number;
  readonly lane: Lane;
  /** See `RequestOptions`. */
  readonly trial: boolean;
  /** Whether anybody still waits for it. */
  readonly isWanted: boolean;
  run(link: L, signal: AbortSignal): Promise<unknown>;
  succeed(value: unknown): void;
  /** Takes what went wrong. Returns what is to be sent instead: another try, or its parts. */
  fail(error: unknown, kind: FailureKind): readonly Operation<L>[];
}

/** A busy unit gets one more try of a read; a write is never repeated. */
function mayRetry(lane: Lane, kind: FailureKind, retried: boolean): boolean {
  return kind === 'busy' && lane === 'read' && !retried;
}

export class Call<L> implements Operation<L> {
  readonly #job: CallJob<L>;
  readonly #retried: boolean;

  constructor(job: CallJob<L>, retried = false) {
    this.#job = job;
    this.#retried = retried;
  }

  get unit(): number {
    return this.#job.unit;
  }

  get lane(): Lane {
    return this.#job.lane;
  }

  get trial(): boolean {
    return this.#job.trial;
  }

  get isWanted(): boolean {
    return !this.#job.settled;
  }

  run(link: L, signal: AbortSignal): Promise<unknown> {
    this.#job.begun = true;
    return this.#job.run(link, signal, this.#job);
  }

  succeed(value: unknown): void {
    this.#job.succeed(value);
  }

  fail(error: unknown, kind: FailureKind): readonly Operation<L>[] {
    if (mayRetry(this.lane, kind, this.#retried)) return [new Call(this.#job, true)];
    this.#job.fail(error, kind);
    return [];
  }
}

/** What reads of one unit share. */
export interface BlockReadContext<L, Member extends Span> {
  readonly unit: number;
  readonly protocol: RequestProtocol<L, Member>;
  readonly learned: LearnedSplits;
  readonly clock: Clock;
}

/** One block, or a part of one that was refused. */
export class BlockRead<L, Member extends Span> implements Operation<L> {
  readonly lane = 'read';
  readonly trial = false;
  readonly #context: BlockReadContext<L, Member>;
  readonly #block: Block<Member>;
  readonly #waiters: ReadonlyMap<Member, readonly ReadJob<Member>[]>;
  readonly #division: Division<Member> | undefined;
  readonly #retried: boolean;

  constructor(
    context: BlockReadContext<L, Member>,
    block: Block<Member>,
    waiters: ReadonlyMap<Member, readonly ReadJob<Member>[]>,
    division?: Division<Member>,
    retried = false,
  ) {
    this.#context = context;
    this.#block = block;
    this.#waiters = waiters;
    this.#division = division;
    this.#retried = retried;
  }

  get unit(): number {
    return this.#context.unit;
  }

  get isWanted(): boolean {
    return this.#block.members.some((member) => this.#waiters.get(member)?.some((job) => !job.settled));
  }

  run(link: L, signal: AbortSignal): Promise<Uint8Array> {
    const { protocol, unit } = this.#context;
    return protocol.readBlock(link, unit, this.#block, signal);
  }

  succeed(value: unknown): void {
    const { clock, learned } = this.#context;
    const { members, start } = this.#block;
    // It is what `run` resolved with.
    this.#bring({ data: value as Uint8Array, start, ts: clock.now() });
    this.#division?.report('answered', learned);
    for (const member of members) learned.unlearn(member);
  }

  fail(error: unknown, kind: FailureKind): readonly Operation<L>[] {
    const { learned } = this.#context;
    const block = this.#block;
    if (mayRetry(this.lane, kind, this.#retried)) {
      return [new BlockRead(this.#context, block, this.#waiters, this.#division, true)];
    }
    const refused = kind === 'refused-range' || kind === 'refused-size';
    const [member] = block.members;
    if (refused && block.members.length > 1 && this.#mayDivide()) {
      const division = new Division(block, kind === 'refused-size', this.#division);
      return division.parts.map((part) => new BlockRead(this.#context, part, this.#waiters, division));
    }
    const isFound = refused && member !== undefined && block.members.length === 1;
    if (isFound) learned.learnBad(member, error);
    this.#division?.report(isFound ? 'explained' : 'unknown', learned);
    this.#bring({ error });
    return [];
  }

  /** Whether any of those who wait for it may have one more block divided. */
  #mayDivide(): boolean {
    const jobs = new Set(this.#block.members.flatMap((member) => this.#waiters.get(member) ?? []));
    return [...jobs].filter((job) => !job.settled && job.mayDivide()).length > 0;
  }

  #bring(outcome: ReadOutcome): void {
    for (const member of this.#block.members) {
      for (const job of this.#waiters.get(member) ?? []) job.bring(member, outcome);
    }
  }
}
