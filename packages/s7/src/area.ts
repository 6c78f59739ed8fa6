/**
 * Where something stands in a PLC. `V` is the variable memory of LOGO! and S7-200, on the wire data block 1; `PI` and
 * `PQ` are inputs and outputs as they are at the modules, past the process image.
 */
export const areas = ['DB', 'I', 'Q', 'M', 'T', 'C', 'V', 'PI', 'PQ'] as const;

export type Area = (typeof areas)[number];

/** A place in a PLC. */
export interface Place {
  readonly area: Area;
  /** Of `DB` alone: 1 to 65,535. */
  readonly db?: number;
  /** Bytes from the beginning of the area; of a timer or counter its number. */
  readonly start: number;
  /** 0 is the least significant one. Only of a bool. */
  readonly bit?: number;
}

/** The last byte of which a bit has an address: 24 bits count bits. @see Wireshark's dissector of S7comm, `s7comm.param.item.address` */
export const lastByte = 2 ** 21 - 1;

/** Timers and counters go by number, everything else by byte. */
export function isNumbered(area: Area): area is 'T' | 'C' {
  return area === 'T' || area === 'C';
}
