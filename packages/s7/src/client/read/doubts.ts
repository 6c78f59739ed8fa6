import type { Block } from '@millwright/tags';
import { blockOf } from '../../plan/read-plan.ts';
import type { S7Span } from '../../plan/region.ts';

/** A block that was refused, and what the PLC said. */
export interface Doubt<Member extends S7Span> {
  readonly block: Block<Member>;
  readonly error: unknown;
}

/** What becomes of refused blocks. */
export interface Verdict<Member extends S7Span> {
  /** Something of their regions is there: they are asked for once more in parts. */
  readonly divided: readonly Doubt<Member>[];
  /** Nothing is there. */
  readonly gone: readonly Doubt<Member>[];
  /** Say whether anything is there at all. */
  readonly probes: readonly Block<Member>[];
}

/** So few members are divided without a question before. */
const few = 32;

/**
 * Refused blocks of regions of which nothing has come in this reading. A data block that is not there must not cost two
 * requests for each of its tags in every cycle: before its blocks are divided, one member is asked for. Regions begin at
 * 0, so where the member that ends first is not there, none is.
 */
export class Doubts<Member extends S7Span> {
  readonly #answered = new Set<string>();
  readonly #probed = new Set<string>();
  readonly #probes = new Set<Block<Member>>();
  #open: Doubt<Member>[] = [];

  /** Something of this region came. */
  noteAnswer(region: string): void {
    this.#answered.add(region);
  }

  /** Modules stand anywhere in the periphery. */
  isClear(region: string): boolean {
    return region === 'PI' || this.#answered.has(region);
  }

  isProbe(block: Block<Member>): boolean {
    return this.#probes.has(block);
  }

  add(doubt: Doubt<Member>): void {
    this.#open.push(doubt);
  }

  /** Decides, once nothing else is under way. What waits for a probe comes again. */
  settle(): Verdict<Member> {
    const divided: Doubt<Member>[] = [];
    const gone: Doubt<Member>[] = [];
    const probes: Block<Member>[] = [];
    const open = Map.groupBy(this.#open, ({ block }) => block.area);
    this.#open = [];
    for (const [region, doubts] of open) {
      const members = doubts.flatMap(({ block }) => block.members);
      if (this.isClear(region) || members.length <= few) divided.push(...doubts);
      else if (this.#probed.has(region)) gone.push(...doubts);
      else {
        const probe = blockOf(members.reduce((first, each) => (endOf(each) < endOf(first) ? each : first)));
        this.#probed.add(region);
        this.#probes.add(probe);
        probes.push(probe);
        this.#open.push(...doubts);
      }
    }
    return { divided, gone, probes };
  }
}

function endOf({ start, length }: S7Span): number {
  return start + length;
}
