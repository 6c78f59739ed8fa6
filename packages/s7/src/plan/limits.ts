import type { PlanLimits } from '@millwright/tags';

/** How tags become requests. */
export interface PlanOptions {
  /** The widest hole between two tags that is read along, in bytes. Default: 16. */
  readonly gap?: number;
  /** The most items of one request. Default: 20, which every PLC answers. */
  readonly maxItems?: number;
  /** False reads each tag as an item of its own: what stands behind addresses may be no memory, as in a SINAMICS. Default: true. */
  readonly optimize?: boolean;
}

export const planDefaults = { gap: 16, maxItems: 20, optimize: true } as const;

/** What one request may be. */
export interface RequestLimits {
  /** The most bytes of a message, from the header of S7 on. */
  readonly pdu: number;
  readonly items: number;
}

/** Header (10) and the function's two parameters: what a request has before its first item. */
export const requestHead = 12;
/** What a request says of where an item is. */
export const addressBytes = 12;
/** Header (12) and the function's two parameters: what an answer has before its first item. */
export const answerHead = 14;
/** Return code, transport size and length before the data of an item. */
export const itemHead = 4;

/** What nearly every PLC takes at least, where nobody knows yet what this one does. */
export const usualPdu = 240;

/** The most bytes that one item can bring. */
export function longestItem(pdu: number): number {
  return pdu - answerHead - itemHead;
}

/** The most items that a request has room for, and that it may have. */
export function mostItems({ pdu, items }: RequestLimits): number {
  return Math.max(1, Math.min(items, Math.floor((pdu - requestHead) / addressBytes)));
}

/** An item at an odd length has a byte behind it, unless it is the last one. */
export function filled(length: number): number {
  return length + (length % 2);
}

/** Regions in which what nobody asked for is not read along: reading a module may do something. */
const touchy: ReadonlySet<string> = new Set(['PI', 'PQ']);
const numbered: ReadonlySet<string> = new Set(['T', 'C']);

/** What one item may be, in steps of its region. */
export function itemLimits(
  pdu: number,
  { gap, optimize }: Required<Pick<PlanOptions, 'gap' | 'optimize'>>,
): PlanLimits {
  const bytes = longestItem(pdu);
  return {
    limitOf: (region) => (numbered.has(region) ? Math.floor(bytes / 2) : bytes),
    gapOf: (region) => {
      // Not even what begins inside of another one joins it.
      if (!optimize) return Number.NEGATIVE_INFINITY;
      if (touchy.has(region)) return 0;
      return numbered.has(region) ? Math.floor(gap / 2) : gap;
    },
  };
}
