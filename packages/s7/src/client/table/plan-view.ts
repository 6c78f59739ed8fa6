import type { Area } from '../../area.ts';
import { placeOfItem } from '../../item-error.ts';
import { placeOf } from '../../plan/pack.ts';
import type { S7ReadPlan } from '../../plan/read-plan.ts';
import type { Slot } from './member.ts';

/** How a table is read, as plain JSON. */
export interface PlanView {
  readonly requests: number;
  /** Bytes of a message for which it was made. */
  readonly pdu: number;
  readonly blocks: readonly {
    readonly area: Area;
    /** `DB1.DBB0:BYTE[940]`. */
    readonly address: string;
    /** Bytes; of timers and counters how many. */
    readonly length: number;
    readonly tags: readonly string[];
  }[];
}

export function planView({ requests, blocks }: S7ReadPlan<Slot>, pdu: number): PlanView {
  return {
    requests: requests.length,
    pdu,
    blocks: blocks.map((block) => {
      const place = placeOf(block);
      const { start, length, members } = block;
      const address = placeOfItem(
        { area: place.area, start, ...(place.db !== undefined && { db: place.db }) },
        length,
      );
      return { area: place.area, address, length, tags: members.map(({ tag }) => tag.name) };
    }),
  };
}
