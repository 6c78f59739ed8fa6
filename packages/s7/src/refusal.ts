import type { CodedError } from '@millwright/schema';
import { s7Errors } from './errors.ts';

/** What the class of an error says, where its code is not known. @see Wireshark's dissector of S7comm, `s7comm.header.errcls` */
const classes: Readonly<Record<number, string>> = {
  129: 'the two sides do not understand each other here',
  130: 'the object is not defined as it would have to be',
  131: 'it has no resources left for it',
  132: 'it failed while it carried it out',
  133: 'it could not make anything of the message',
  135: 'the object cannot be accessed',
};

/** @see Wireshark's dissector of S7comm, `s7comm.param.errcod` */
const meanings: Readonly<Record<number, string>> = {
  272: 'there is no block with this number',
  274: 'a parameter is not valid',
  276: 'there is no such block',
  281: 'the password is wrong',
  282: 'the programming device has no resources left',
  283: 'the PLC has no resources left',
  284: 'the message breaks the protocol',
  32769: 'not in the state in which the CPU or the block is',
  33024: 'it does not know this service',
  33028: 'it does not have this service, or could not read the message',
  33537: 'its memory does not suffice',
  33538: 'it has no resources left for it; too many may ask at once',
  33540: 'no more can go on at the same time',
  33541: 'this function is not there',
  33794: 'not in the state in which the object is',
  33796: 'the function cannot be carried out',
  34048: 'the message has a size or form that it does not take; a smaller PDU may help',
  34561: 'the object cannot be addressed like this',
  34562: 'it does not have this service',
  34563: 'access to the object is refused',
  34564: 'the object is damaged',
  53313: 'it has no such system status list',
  53377: 'not in the mode in which the CPU is',
  53409: 'its protection level forbids it',
  53421: 'the CPU is in this mode already',
  53769: 'there is no such block',
  53825: 'its protection level forbids it',
  54273: 'it has no such system status list, as S7-1200 and S7-1500 have few',
  54274: 'the system status list has no such index',
  54275: 'it is registered already',
  54276: 'too many are registered already',
  54278: 'it has nothing to say on this',
  54785: 'the request of a password is not made as it should be',
  54786: 'the password is wrong',
  54787: 'this is permitted already',
  54788: 'no password was given that could be taken back',
  54789: 'it has no password',
  55297: 'there is no such tag',
  55298: 'it does not know the request',
};

/** What an error of a whole message means: class and code as one number. */
export function meaningOf(error: number): string {
  return meanings[error] ?? classes[error >> 8] ?? 'no published list has this error';
}

/** The errors with which a CPU refuses what its protection level does not allow. */
const forbidden: readonly number[] = [0xd0a1, 0xd241];

/**
 * Why a PLC refused a request as a whole.
 * @param error its class and code as one number
 * @param isAccess whether data were to be read or written, which a PLC may forbid for all of its data at once
 */
export function refusalError(error: number, isAccess: boolean): CodedError {
  if (isAccess && (error === 0x8104 || error === 0x8703)) return s7Errors.accessDenied({ error });
  if (forbidden.includes(error)) return s7Errors.passwordNeeded({ error });
  return s7Errors.refused({ error, meaning: meaningOf(error) });
}

/** @see RFC 905 section 13.5.3 */
const disconnections: Readonly<Record<number, string>> = {
  0: 'it does not say why',
  1: 'too many connections at this TSAP',
  2: 'nobody is at this TSAP',
  3: 'the address is unknown',
  128: 'the other side ended it',
  129: 'too many connections',
  130: 'no agreement could be reached',
  131: 'the reference is in use',
  132: 'the references do not match',
  133: 'a message broke the protocol',
  135: 'no more references are free',
  136: 'no connection is taken on this network connection',
  138: 'a length in the message is not valid',
};

/** What the reason of a disconnect request means. */
export function disconnectMeaning(reason: number): string {
  return disconnections[reason] ?? 'no published list has this reason';
}
