import { s7Errors } from '../errors.ts';
import { wordAt } from '../value/read-number.ts';
import { recordOf, type SystemList } from './system-list.ts';

/** The lists that say how a CPU is protected: an older CPU has the second one alone. */
export const protectionLists = [
  { list: 0x0232, index: 4 },
  { list: 0x0132, index: 4 },
] as const;

export interface Protection {
  /** In force: 1 nothing is protected, 2 writing, 3 reading and writing. */
  readonly level: number;
  /** By the parameters of the CPU; 0: there is no password. */
  readonly byParameters: number;
  /** By its mode selector. */
  readonly bySelector: number;
  /** Where the mode selector stands; undefined where that cannot be told. */
  readonly selector?: 'run' | 'run-p' | 'stop' | 'memory-reset';
}

const selectors: Readonly<Record<number, Protection['selector']>> = {
  1: 'run',
  2: 'run-p',
  3: 'stop',
  4: 'memory-reset',
};

/** As much of the record as is read. */
const recordLength = 10;

/** @throws `s7.bad-answer` @see Wireshark's dissector of S7comm, `s7comm.szl.0132.0004` */
export function readProtection(list: SystemList): Protection {
  const record = recordOf(list, 4, recordLength);
  if (record === undefined)
    throw s7Errors.badAnswer({ reason: 'the list of protection has no record of protection' });
  const selector = selectors[wordAt(record, 8)];
  return {
    bySelector: wordAt(record, 2),
    byParameters: wordAt(record, 4),
    level: wordAt(record, 6),
    ...(selector !== undefined && { selector }),
  };
}
