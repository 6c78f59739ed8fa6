import { type Block, type Lessons, planReads } from '@millwright/tags';
import { itemLimits, type PlanOptions, planDefaults, type RequestLimits } from './limits.ts';
import { packReads, type ReadRequest } from './pack.ts';
import type { S7Span } from './region.ts';

export interface S7ReadPlan<Member extends S7Span> {
  readonly requests: readonly ReadRequest<Member>[];
  /** What the requests read, each run of a region once. */
  readonly blocks: readonly Block<Member>[];
}

/**
 * Reads members in as few requests as can be: neighbours of a region in one item, several items in one request. A
 * member that fits into an item is never divided, since a value read in two halves could be one that never was; one that
 * is longer is read in pieces.
 */
export function planS7Reads<Member extends S7Span>(
  members: readonly Member[],
  limits: RequestLimits,
  options: Pick<PlanOptions, 'gap' | 'optimize'> = {},
  lessons?: Lessons,
): S7ReadPlan<Member> {
  const { gap = planDefaults.gap, optimize = planDefaults.optimize } = options;
  const { blocks, tooLong } = planReads(members, itemLimits(limits.pdu, { gap, optimize }), lessons);
  const all = [...blocks, ...tooLong.map(blockOf)];
  return { requests: packReads(all, limits), blocks: all };
}

/** A member by itself. */
export function blockOf<Member extends S7Span>(member: Member): Block<Member> {
  const { area, start, length } = member;
  return { area, start, length, members: [member] };
}
