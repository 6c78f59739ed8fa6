import { type Clock, LearnedSplits } from '@millwright/tags';
import { planDefaults } from '../../plan/limits.ts';
import type { Session } from '../session.ts';
import { WriteLessons } from '../write/write-lessons.ts';
import { ItemLimit } from './item-limit.ts';

/** What the answers of a PLC have taught: how many items it takes at once, and what cannot be read together. */
export class Lessons {
  readonly splits: LearnedSplits;
  readonly reads: ItemLimit;
  readonly writes: WriteLessons;
  #session: Session | undefined;
  #triesAlone = false;

  /** @param maxItems the most items of one request while nothing else is known */
  constructor(clock: Clock, maxItems: number = planDefaults.maxItems) {
    this.splits = new LearnedSplits(clock);
    this.reads = new ItemLimit({ clock, maxItems, forgives: 'until-taken' });
    this.writes = new WriteLessons(new ItemLimit({ clock, maxItems, forgives: 'once' }));
  }

  /** What is there may be another program, or another PLC, after a new connection; how many items it takes stays for its time. */
  follow(session: Session): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#triesAlone = false;
    this.splits.clear();
    this.reads.renew();
    this.writes.renew();
  }

  /** Whether what was refused is asked for again one by one: beside it, the PLC refuses all of a request. */
  get triesAlone(): boolean {
    return this.#triesAlone;
  }

  /** A request was refused as a whole, though it had but one item. */
  noteRefusedAlone(): void {
    this.#triesAlone = true;
  }

  /** The most items of a read: what is refused is asked for once more, so more are tried now and then. */
  get mostRead(): number {
    return this.reads.most;
  }

  /** The most items of a write: what is refused is lost, so only reads try more. */
  get mostWritten(): number {
    return Math.min(this.reads.held, this.writes.most);
  }
}
