import { s7Errors } from '../errors.ts';
import { word } from './bytes.ts';

/** The code of the function that agrees on sizes. @see Wireshark's dissector of S7comm, `s7comm.param.func` */
export const setupFunction = 0xf0;

/** What two sides agree on. */
export interface Agreement {
  /** The most bytes of a message. */
  readonly pdu: number;
  /** The most jobs at once. */
  readonly jobs: number;
}

/** No CPU goes below this, and no request of several bytes would fit. */
export const smallestPdu = 112;

/** @see Wireshark's dissector of S7comm, `s7comm.param.setup_reserved1`, `.maxamq_calling`, `.maxamq_called`, `.neg_pdu_length` */
export function encodeSetup({ pdu, jobs }: Agreement): Uint8Array {
  return Uint8Array.of(
    setupFunction,
    0,
    jobs >> 8,
    jobs & 0xff,
    jobs >> 8,
    jobs & 0xff,
    pdu >> 8,
    pdu & 0xff,
  );
}

/**
 * What was agreed on: never more than was asked for, whatever the PLC says.
 * @throws `s7.bad-agreement`
 */
export function readSetup(parameter: Uint8Array, asked: Agreement): Agreement {
  if (parameter.length < 8)
    throw s7Errors.badAgreement({ reason: `an answer of ${parameter.length} bytes where 8 are due` });
  const pdu = Math.min(asked.pdu, word(parameter, 6));
  if (pdu < smallestPdu)
    throw s7Errors.badAgreement({ reason: `a PDU of ${pdu} bytes, where ${smallestPdu} is the least` });
  return { pdu, jobs: Math.max(1, Math.min(asked.jobs, word(parameter, 2), word(parameter, 4))) };
}
