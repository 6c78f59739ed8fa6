import type { PlanLimits } from '@millwright/tags';
import { type Area, isBitArea, readLimit } from '../area.ts';

/** What one request for values may be. */
export interface ReadLimits {
  readonly bits: number;
  readonly registers: number;
  /** The widest hole between two tags that is read along: registers, or 16 times as many bits. */
  readonly gap: number;
}

/** Gives the same object for the same limits: reads that share it are planned together. */
export class SharedLimits {
  readonly #known = new Map<string, PlanLimits<Area>>();

  /** Default: the protocol's limits, and no gap. */
  of({ bits, registers, gap = 0 }: Partial<ReadLimits>): PlanLimits<Area> {
    const key = JSON.stringify([bits, registers, gap]);
    const limits = this.#known.get(key) ?? {
      limitOf: (area) => Math.min(readLimit(area), (isBitArea(area) ? bits : registers) ?? readLimit(area)),
      gapOf: (area) => (isBitArea(area) ? gap * 16 : gap),
    };
    this.#known.set(key, limits);
    return limits;
  }
}
