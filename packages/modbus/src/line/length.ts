import { exceptionBit } from '../pdu/exceptions.ts';

/** How long a PDU is: bytes; `more` where too few have come to tell; `unknown` where its function code does not say. */
export type Length = number | 'more' | 'unknown';

/** A length that depends on what stands at `at` of the PDU, as soon as that has come. */
function counted(base: number, pdu: Uint8Array, at: number): Length {
  const count = pdu[at];
  return count === undefined ? 'more' : base + count;
}

/**
 * The length of an answer by what it says itself. A line has no length field: without this table its end could only be
 * told by a silence, which no operating system measures well enough.
 * @param pdu the answer from its function code on, as far as it has come; more may follow behind it
 * @see MODBUS Application Protocol V1.1b3, section 6
 */
export function answerLength(pdu: Uint8Array): Length {
  const [code] = pdu;
  if (code === undefined) return 'more';
  if (code & exceptionBit) return 2;
  switch (code) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 12:
    case 17:
    case 20:
    case 21:
    case 23:
      return counted(2, pdu, 1);
    case 5:
    case 6:
    case 8:
    case 11:
    case 15:
    case 16:
      return 5;
    case 7:
      return 2;
    case 22:
      return 7;
    case 24:
      return pdu.length < 3 ? 'more' : 3 + (((pdu[1] ?? 0) << 8) | (pdu[2] ?? 0));
    case 43:
      return identificationLength(pdu);
    default:
      return 'unknown';
  }
}

/** @see MODBUS Application Protocol V1.1b3, section 6.21 */
function identificationLength(pdu: Uint8Array): Length {
  const type = pdu[1];
  if (type === undefined) return 'more';
  if (type !== 14) return 'unknown';
  const objects = pdu[6];
  if (objects === undefined) return 'more';
  let length = 7;
  for (let object = 0; object < objects; object += 1) {
    const size = pdu[length + 1];
    if (size === undefined) return 'more';
    length += 2 + size;
  }
  return length;
}

/** The length of a request by what it says itself, see {@link answerLength}. */
export function requestLength(pdu: Uint8Array): Length {
  const [code] = pdu;
  if (code === undefined) return 'more';
  switch (code) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
    case 8:
      return 5;
    case 7:
    case 11:
    case 12:
    case 17:
      return 1;
    case 15:
    case 16:
      return counted(6, pdu, 5);
    case 20:
    case 21:
      return counted(2, pdu, 1);
    case 22:
      return 7;
    case 23:
      return counted(10, pdu, 9);
    case 24:
      return 3;
    case 43:
      return pdu[1] === undefined ? 'more' : pdu[1] === 14 ? 4 : 'unknown';
    default:
      return 'unknown';
  }
}
