import { s7Errors } from '../errors.ts';
import { doubleWordAt, wordAt } from '../value/read-number.ts';
import { recordOf, type SystemList } from './system-list.ts';

/** The lists that say what a CPU can do in communication, and what of it is in use. */
export const communicationLists = {
  abilities: { list: 0x0131, index: 1 },
  use: { list: 0x0132, index: 1 },
} as const;

export interface CommunicationAbilities {
  /** The most bytes of one message. */
  readonly pdu: number;
  /** The most connections. */
  readonly connections: number;
  /** Bits per second at most of its MPI, and of its backplane. */
  readonly mpiRate: number;
  readonly backplaneRate: number;
}

export interface CommunicationUse {
  /** Kept for programming devices and for panels, and how many of them there are now. */
  readonly programmers: { readonly kept: number; readonly used: number };
  readonly panels: { readonly kept: number; readonly used: number };
  /** Those that were configured, and how many of them are set up. */
  readonly configured: { readonly all: number; readonly used: number };
  /** For whoever comes. */
  readonly others: { readonly free: number; readonly used: number };
}

/** What is not known is not there. */
export interface Communication {
  readonly abilities?: CommunicationAbilities;
  readonly use?: CommunicationUse;
}

/** @throws `s7.bad-answer` @see Wireshark's dissector of S7comm, `s7comm.szl.0131.0001` */
export function readAbilities(list: SystemList): CommunicationAbilities {
  const record = communicationRecord(list, 14);
  return {
    pdu: wordAt(record, 2),
    connections: wordAt(record, 4),
    mpiRate: doubleWordAt(record, 6),
    backplaneRate: doubleWordAt(record, 10),
  };
}

/** @throws `s7.bad-answer` @see Wireshark's dissector of S7comm, `s7comm.szl.0132.0001` */
export function readUse(list: SystemList): CommunicationUse {
  const record = communicationRecord(list, 18);
  const at = (place: number): number => wordAt(record, place);
  return {
    programmers: { kept: at(2), used: at(6) },
    panels: { kept: at(4), used: at(8) },
    configured: { all: at(10), used: at(12) },
    others: { free: at(14), used: at(16) },
  };
}

function communicationRecord(list: SystemList, length: number): Uint8Array {
  const record = recordOf(list, 1, length);
  if (record === undefined)
    throw s7Errors.badAnswer({ reason: 'the list of communication has no record of communication' });
  return record;
}
