import type { OtherBlocks } from './blocks.ts';
import type { ProtectionOptions } from './protection.ts';
import type { SystemLists } from './system-lists.ts';
import type { Variable } from './variables.ts';

/** What a PLC is like. All of it can be changed while it runs, and holds from the next request on. */
export interface S7Settings {
  /** The most bytes of a message that it agrees to. Default: 480. */
  pdu: number;
  /** The most jobs at once. Default: 8. */
  jobs: number;
  /** The most items of one request. Default: 20. */
  items: number;
  /** What becomes of a request with more: the rest is not answered, or it is refused. Default: `truncate`. */
  moreItems: 'truncate' | 'refuse';
  /** The exponent of the largest TPDU (7: 128 bytes, 13: 8,192); `asked`, the default, is what the client says; `none`: it says none. */
  tpdu: number | 'asked' | 'none';
  /** Whether its confirmation repeats the TSAPs. Default: true. */
  tsapsInConfirmation: boolean;
  /** The TSAPs that can be called; all where absent. */
  tsaps: readonly number[] | undefined;
  /** How many connections it can hold. Default: no limit. */
  connections: number;
  /** What becomes of one more. Default: `disconnect`, a disconnect request. */
  moreConnections: 'disconnect' | 'close' | 'reset';
  /** Whether others may read and write at all ("PUT/GET"). Default: true. */
  putGet: boolean;
  /** Data blocks of optimized access, which have no addresses. */
  optimized: readonly number[];
  /** What is said of an item in one. Default: 0x05. */
  optimizedCode: number;
  protection: ProtectionOptions;
  /** Lists besides the usual ones, or other ones in their place. `none`: it has no such lists. */
  lists: SystemLists | 'none';
  /** Default: 10. */
  clockBytes: 8 | 10;
  otherBlocks: OtherBlocks;
}

export const usualSettings: S7Settings = {
  pdu: 480,
  jobs: 8,
  items: 20,
  moreItems: 'truncate',
  tpdu: 'asked',
  tsapsInConfirmation: true,
  tsaps: undefined,
  connections: Number.POSITIVE_INFINITY,
  moreConnections: 'disconnect',
  putGet: true,
  optimized: [],
  optimizedCode: 0x05,
  protection: {},
  lists: {},
  clockBytes: 10,
  otherBlocks: { OB: [1, 100], FC: [1], SFC: [20], FB: [1] },
};

/** What the program in a PLC does about what clients do. */
export interface Program {
  /** Comes before each read: what has passed since the last one is played now. */
  scan?(): void;
  /** Comes before each write. @returns the code with which it is refused, if it is */
  refuse?(variable: Variable, bytes: Uint8Array): number | undefined;
  /** Comes behind each write. */
  written?(variable: Variable): void;
}
