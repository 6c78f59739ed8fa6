import { type Block, type Clock, Division } from '@millwright/tags';
import { s7Errors } from '../../errors.ts';
import { placeOfItem } from '../../item-error.ts';
import { type Part, packReads, type ReadRequest } from '../../plan/pack.ts';
import { type S7Span, unitBytes } from '../../plan/region.ts';
import type { Item, ItemAnswer, Session } from '../session.ts';
import type { TurnOptions, Turns } from '../turns.ts';
import { Assembly } from './assembly.ts';
import { Doubts } from './doubts.ts';
import { Halving } from './halving.ts';
import type { Lessons } from './lessons.ts';
import type { Selection, SelectionPlan } from './selection.ts';
import { mayBeTooMany } from './too-many.ts';
import { triesOf } from './tries.ts';

/** Takes what comes of a reading: each member once. */
export interface Outcomes<Member extends S7Span> {
  /** @param data bytes of the block that holds the members, from `start` on. @param ts when they came (ms UTC) */
  brought(members: readonly Member[], data: Uint8Array, start: number, ts: number): void;
  failed(members: readonly Member[], error: unknown): void;
}

export interface CycleOptions<Member extends S7Span> {
  readonly turns: Turns;
  readonly clock: Clock;
  readonly lessons: Lessons;
  readonly selection: Selection<Member>;
  readonly outcomes: Outcomes<Member>;
  readonly terms: TurnOptions;
  /** Its turn has come: from now on it asks. */
  readonly onBegin: () => void;
}

/**
 * How many refused blocks one reading divides at most, and how many more for each of its members: nothing of a reading
 * would come before the last one. The next reading goes on where this one ends.
 */
const mostDivisions = 64;
const divisionsPerMember = 0.25;

/** One reading of a selection: as many requests under way as the PLC takes, and what it refuses once more in parts. */
export class ReadCycle<Member extends S7Span> {
  readonly #options: CycleOptions<Member>;
  #session: Session | undefined;
  #plan: SelectionPlan<Member> | undefined;
  /** What was not sent yet, from `#next` on. */
  #queue: readonly ReadRequest<Member>[] = [];
  #next = 0;
  /** What is asked for once more. */
  #again: ReadRequest<Member>[] = [];
  #divisions: Map<Block<Member>, Division<Member>> | undefined;
  #divided = 0;
  readonly #halving: Halving<Member>;
  readonly #doubts = new Doubts<Member>();
  #assemblies: Map<Block<Member>, Assembly<Member>> | undefined;
  #workers = 0;
  #isOver = false;
  /** `Clock.elapsed()` until which all of it has to be sent. */
  #due: number | undefined;
  #finish: () => void = () => {};

  constructor(options: CycleOptions<Member>) {
    this.#options = options;
    this.#halving = new Halving(options.lessons.reads);
  }

  /** Resolves when every member has its outcome. @throws only the signal's reason */
  async run(): Promise<void> {
    const { terms, selection } = this.#options;
    if (selection.members.length === 0) return;
    if (terms.deadline !== undefined) this.#due = this.#options.clock.elapsed() + terms.deadline;
    await new Promise<void>((resolve) => {
      this.#finish = resolve;
      this.#widen();
    });
    terms.signal.throwIfAborted();
  }

  /** Plans for this session. What was refused lately is not asked for; its turn comes again. */
  #begin(session: Session): void {
    const { selection, lessons, outcomes, onBegin } = this.#options;
    onBegin();
    lessons.follow(session);
    this.#session = session;
    const plan = selection.planFor(session.limits.pdu, lessons);
    this.#plan = plan;
    this.#queue = plan.requests;
    if (plan.refused.length === 0) return;
    const { members, requests } = triesOf(plan, lessons);
    for (const member of plan.refused)
      if (!members.has(member)) outcomes.failed([member], lessons.splits.refusalOf(member)?.error);
    this.#again.push(...requests);
  }

  get #left(): number {
    return this.#queue.length - this.#next + this.#again.length;
  }

  /** Lets as many requests be under way as the PLC takes, or one as long as that is not known. */
  #widen(): void {
    const most = this.#session ? Math.min(this.#session.limits.jobs, this.#workers + this.#left) : 1;
    while (this.#workers < most) {
      this.#workers += 1;
      void this.#work();
    }
    if (this.#workers === 0) this.#finish();
  }

  async #work(): Promise<void> {
    const { turns } = this.#options;
    for (let isFirst = true; isFirst || this.#left > 0; isFirst = false) {
      if (this.#isOver) break;
      let request = this.#session && this.#take();
      if (this.#session && !request) break;
      try {
        await turns.schedule('read', this.#terms, async (session, signal) => {
          if (!this.#session) {
            this.#begin(session);
            request = this.#take();
            this.#widen();
          }
          if (request) await this.#send(request, session, signal);
        });
      } catch (error) {
        this.#fail(request, error);
      }
      if (this.#again.length > 0) this.#widen();
    }
    this.#workers -= 1;
    if (this.#workers > 0) return;
    if (this.#isOver || !this.#session) this.#finish();
    else {
      this.#settleDoubts();
      this.#widen();
    }
  }

  get #terms(): TurnOptions {
    const { terms, clock } = this.#options;
    return this.#due === undefined ? terms : { ...terms, deadline: Math.max(0, this.#due - clock.elapsed()) };
  }

  /** The next request, in several where it was planned before it was known how few items the PLC takes. */
  #take(): ReadRequest<Member> | undefined {
    const request = this.#next < this.#queue.length ? this.#queue[this.#next] : this.#again.shift();
    if (this.#next < this.#queue.length) this.#next += 1;
    if (request === undefined) return undefined;
    const [first, ...others] = this.#halving.cut(request);
    this.#again.unshift(...others);
    return first;
  }

  async #send(request: ReadRequest<Member>, session: Session, signal: AbortSignal): Promise<void> {
    if (session !== this.#session) this.#checkAnew(request, session);
    const answers = await session.read(request.items, signal);
    this.#read(request, answers);
  }

  /** @throws `s7.connection-lost` where a request cannot go over a connection that was made after this reading began */
  #checkAnew({ parts }: ReadRequest<Member>, { limits }: Session): void {
    if (limits.pdu < this.#pdu)
      throw s7Errors.connectionLost({
        reason: 'it was made anew meanwhile, and takes no such long requests',
      });
    // Halves of before and after would make a value that never was: the outage may have been long, the program another one.
    if (!parts.every(isWhole))
      throw s7Errors.connectionLost({ reason: 'it was made anew between two parts of a value' });
  }

  #read({ parts, items }: ReadRequest<Member>, answers: readonly ItemAnswer[]): void {
    const { clock, lessons } = this.#options;
    const ts = clock.now();
    const { length: asked } = items;
    const { length: answered } = answers;
    if (answered === asked) lessons.reads.noteTaken(asked);
    // A PLC that is known for it is tried with more now and then: that must not cost a value.
    const asksOn = answered < asked && lessons.reads.learnFewer(asked, answered) && answered > 0;
    const again: Block<Member>[] = [];
    for (let index = 0; index < parts.length; index += 1) {
      const part = parts[index] as Part<Member>;
      const answer = answers[index];
      if (answer === undefined) {
        if (asksOn && isWhole(part)) again.push(part.block);
        else this.#give(part, missing(items[index] as Item, asked, answered), 'unknown');
      } else if ('error' in answer) this.#refused(part, answer.error, again);
      else this.#bring(part, answer.data, ts);
    }
    this.#askAgain(again);
  }

  get #pdu(): number {
    return (this.#plan as SelectionPlan<Member>).pdu;
  }

  #bring(part: Part<Member>, piece: Uint8Array, ts: number): void {
    const { outcomes, lessons } = this.#options;
    const { block } = part;
    const data = isWhole(part) ? piece : this.#assembly(part).add(part, piece);
    if (data === undefined) return;
    this.#doubts.noteAnswer(block.area);
    if (this.#doubts.isProbe(block)) return;
    outcomes.brought(block.members, data, block.start, ts);
    this.#divisions?.get(block)?.report('answered', lessons.splits);
    if (this.#plan?.isTaught) for (const member of block.members) lessons.splits.unlearn(member);
  }

  /** What the PLC does not give is asked for once more in two parts, until it shows which member is to blame. */
  #refused(part: Part<Member>, error: unknown, again: Block<Member>[]): void {
    const { block } = part;
    const { splits } = this.#options.lessons;
    const [member] = block.members;
    if (this.#doubts.isProbe(block)) return;
    if (block.members.length > 1) {
      const isClear = this.#doubts.isClear(block.area) || this.#divisions?.has(block);
      if (isClear) this.#divide(block, error, again);
      else this.#doubts.add({ block, error });
      return;
    }
    if (member) splits.learnBad(member, error);
    this.#give(part, error, 'explained');
  }

  #divide(block: Block<Member>, error: unknown, again: Block<Member>[]): void {
    const { outcomes, lessons } = this.#options;
    const parent = this.#divisions?.get(block);
    if (!this.#mayDivide()) {
      parent?.report('unknown', lessons.splits);
      outcomes.failed(block.members, error);
      return;
    }
    const division = new Division(block, false, parent);
    this.#divisions ??= new Map();
    for (const half of division.parts) this.#divisions.set(half, division);
    again.push(...division.parts);
  }

  /** Nothing is under way any more. */
  #settleDoubts(): void {
    const { divided, gone, probes } = this.#doubts.settle();
    const again = [...probes];
    for (const { block, error } of divided) this.#divide(block, error, again);
    for (const { block, error } of gone) this.#options.outcomes.failed(block.members, error);
    this.#askAgain(again);
  }

  #askAgain(blocks: readonly Block<Member>[]): void {
    const limits = { pdu: this.#pdu, items: this.#options.lessons.mostRead };
    if (blocks.length > 0) this.#again.push(...packReads(blocks, limits));
  }

  #mayDivide(): boolean {
    this.#divided += 1;
    return this.#divided <= mostDivisions + this.#options.selection.members.length * divisionsPerMember;
  }

  /** Nothing comes of this block. */
  #give(part: Part<Member>, error: unknown, result: 'explained' | 'unknown'): void {
    const { outcomes, lessons } = this.#options;
    const { block } = part;
    if (this.#doubts.isProbe(block) || (!isWhole(part) && !this.#assembly(part).fail())) return;
    this.#divisions?.get(block)?.report(result, lessons.splits);
    outcomes.failed(block.members, error);
  }

  #fail(request: ReadRequest<Member> | undefined, error: unknown): void {
    const { outcomes, selection, terms } = this.#options;
    if (terms.signal.aborted) this.#isOver = true;
    else if (request && mayBeTooMany(error)) this.#refusedWhole(request, error);
    else if (request) for (const part of request.parts) this.#give(part, error, 'unknown');
    else if (!this.#session) outcomes.failed(selection.members, error);
  }

  /** It is asked for once more in two, until it shows how many items the PLC takes, or which one it refuses by itself. */
  #refusedWhole(request: ReadRequest<Member>, error: unknown): void {
    this.#again.push(...this.#halving.refused(request));
    if (request.items.length > 1) return;
    this.#options.lessons.noteRefusedAlone();
    const again: Block<Member>[] = [];
    for (const part of request.parts) this.#refused(part, error, again);
    this.#askAgain(again);
  }

  #assembly(part: Part<Member>): Assembly<Member> {
    this.#assemblies ??= new Map();
    let assembly = this.#assemblies.get(part.block);
    if (!assembly) {
      assembly = new Assembly(part);
      this.#assemblies.set(part.block, assembly);
    }
    return assembly;
  }
}

function isWhole<Member extends S7Span>({ block, bytes }: Part<Member>): boolean {
  return bytes === block.length * unitBytes((block.members[0] as Member).place);
}

function missing({ length, ...place }: Item, asked: number, answered: number): Error {
  return s7Errors.itemMissing({ place: placeOfItem(place, length), asked, answered });
}
