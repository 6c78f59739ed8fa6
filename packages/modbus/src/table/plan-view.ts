import { type PlanLimits, planReads } from '@millwright/tags';
import type { Area } from '../area.ts';
import type { Member } from './tag.ts';

/** How a table is read, as plain JSON. */
export interface PlanView {
  readonly requests: number;
  readonly blocks: readonly {
    readonly area: Area;
    readonly start: number;
    readonly length: number;
    readonly tags: readonly string[];
  }[];
  /** Tags that are longer than one request may be. */
  readonly tooLong: readonly string[];
}

export function planView(members: readonly Member[], limits: PlanLimits<Area>): PlanView {
  const { blocks, tooLong } = planReads(members, limits);
  const nameOf = ({ tag }: Member): string => tag.name;
  return {
    requests: blocks.length,
    blocks: blocks.map(({ area, start, length, members: inside }) => ({
      area,
      start,
      length,
      tags: inside.map(nameOf),
    })),
    tooLong: tooLong.map(nameOf),
  };
}
