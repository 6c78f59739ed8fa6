import type { LearnedSplits } from './learned.ts';
import { type Block, inAddressOrder, type Span } from './plan.ts';

/** What one part of a refused block came to. */
export type PartResult =
  /** It brought its values. */
  | 'answered'
  /** It was refused too, and what is to be blamed inside of it is known. */
  | 'explained'
  /** It failed in another way: nothing can be learned. */
  | 'unknown';

/**
 * A refused block of two or more members, cut in two between members. When both parts have said what they came to,
 * what was wrong with the whole is learned: where both were answered, it is the hole between them, or, where there is
 * none, the length.
 */
export class Division<Member extends Span> {
  readonly parts: readonly [Block<Member>, Block<Member>];
  readonly #length: number;
  readonly #parent: Division<Member> | undefined;
  readonly #results: PartResult[] = [];
  readonly #tooLarge: boolean;

  /** @param tooLarge whether the unit said that it was too much at once, and not that something is not there */
  constructor(block: Block<Member>, tooLarge: boolean, parent?: Division<Member>) {
    this.parts = halve(block);
    this.#length = block.length;
    this.#parent = parent;
    this.#tooLarge = tooLarge;
  }

  report(result: PartResult, learned: LearnedSplits): void {
    this.#results.push(result);
    if (this.#results.length < this.parts.length) return;
    const answered = this.#results.every((each) => each === 'answered');
    if (answered) this.#learn(learned);
    const explained = answered || this.#results.includes('explained');
    this.#parent?.report(explained ? 'explained' : 'unknown', learned);
  }

  #learn(learned: LearnedSplits): void {
    const [{ area, start, length }, right] = this.parts;
    const end = start + length;
    const isHole = !this.#tooLarge && right.start > end;
    if (isHole) learned.learnHole(area, end, right.start);
    else learned.learnLimit(area, Math.max(length, right.length), this.#length);
  }
}

/**
 * Cuts a block of two or more members in two, in the order of their addresses: in its middle third, at the widest hole
 * there, or as near to the middle as can be. So it takes few steps to find a bad hole. No part is larger than the next
 * lower power of two, so that one bad member among n is found by log2 n cuts, rounded up, wherever the holes are.
 */
export function halve<Member extends Span>(block: Block<Member>): [Block<Member>, Block<Member>] {
  const sorted = block.members.toSorted(inAddressOrder);
  const { length: count } = sorted;
  const middle = count / 2;
  const largest = 2 ** (Math.ceil(Math.log2(count)) - 1);
  const earliest = Math.max(1, Math.floor(count / 3), count - largest);
  const latest = Math.min(Math.ceil((count * 2) / 3), largest);
  let reached = 0;
  let best = { cut: 0, hole: Number.NEGATIVE_INFINITY, offset: 0 };
  for (const [cut, { start, length }] of sorted.entries()) {
    const hole = Math.max(0, start - reached);
    const offset = Math.abs(cut - middle);
    const inside = cut >= earliest && cut <= latest;
    if (inside && (hole > best.hole || (hole === best.hole && offset < best.offset)))
      best = { cut, hole, offset };
    reached = Math.max(reached, start + length);
  }
  const left = new Set(sorted.slice(0, best.cut));
  return [
    cover(block.members.filter((member) => left.has(member))),
    cover(block.members.filter((member) => !left.has(member))),
  ];
}

/** The smallest block that holds these members, of which there is at least one, all of one area. */
export function cover<Member extends Span>(members: readonly Member[]): Block<Member> {
  const [first] = members as readonly [Member, ...Member[]];
  let { start } = first;
  let end = start;
  for (const member of members) {
    start = Math.min(start, member.start);
    end = Math.max(end, member.start + member.length);
  }
  return { area: first.area, start, length: end - start, members };
}
