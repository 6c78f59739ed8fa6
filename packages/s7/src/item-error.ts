import type { CodedError } from '@millwright/schema';
import { formatAddress } from './address/format.ts';
import { isNumbered, type Place } from './area.ts';
import { s7Errors } from './errors.ts';

/** What a PLC says of one item of a request. @see Wireshark's dissector of S7comm, `s7comm.data.returncode` */
export const itemCode = {
  reserved: 0x00,
  hardware: 0x01,
  notAllowed: 0x03,
  address: 0x05,
  unsupported: 0x06,
  inconsistent: 0x07,
  missing: 0x0a,
  good: 0xff,
} as const;

/** Why a PLC refused one item. @param place its canonical address */
export function itemError(code: number, place: string): CodedError {
  switch (code) {
    case itemCode.hardware:
      return s7Errors.hardwareError({ place });
    case itemCode.notAllowed:
      return s7Errors.itemAccessDenied({ place });
    case itemCode.address:
      return s7Errors.addressError({ place });
    case itemCode.unsupported:
      return s7Errors.typeUnsupported({ place });
    case itemCode.inconsistent:
      return s7Errors.typeInconsistent({ place });
    case itemCode.missing:
      return s7Errors.objectMissing({ place });
    default:
      return s7Errors.itemRefused({ place, code });
  }
}

/** The canonical address of an item. @param length bytes, or how many timers or counters */
export function placeOfItem(place: Place, length: number): string {
  if (place.bit !== undefined) return formatAddress(place, { type: 'BOOL' });
  const type = isNumbered(place.area) ? (place.area === 'T' ? 'TIMER' : 'COUNTER') : 'BYTE';
  return formatAddress(place, length === 1 ? { type } : { type, count: length });
}
