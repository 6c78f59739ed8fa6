import { isNumbered, lastByte, type Place } from '../area.ts';
import { type DataType, sizeOf } from '../data-type.ts';
import type { Address } from './address.ts';
import { Cursor } from './cursor.ts';
import type { AddressProblem } from './problems.ts';
import { type Begin, largestNumber, readBegin, readBit } from './read-place.ts';
import { readShape } from './read-shape.ts';

/**
 * What an address means, in any of the usual notations: the canonical one (`DB1.DBD4:REAL`, `MW10:INT[5]`), that of STEP 7
 * and TIA Portal in English and German (`%DB1.DBX0.3`, `E 0.1`, `%IW64:P`), that of LOGO! and S7-200 (`VW0`), and that of
 * node-red-contrib-s7 and nodes7 (`DB1,REAL4`, `DB1,S20.10`, `DB1,INT0.10`, `MR4`).
 * @param type of the tag, where its table has one: it stands in for a type that the address does not name
 * @throws `s7.bad-address` with the column and the reason
 */
export function parseAddress(text: string, type?: DataType): Address {
  return read(new Cursor(text), type);
}

/** What is wrong with an address, for a form to say in its own language; undefined where nothing is. */
export function addressProblem(text: string, type?: DataType): AddressProblem | undefined {
  const cursor = new Cursor(text);
  try {
    read(cursor, type);
    return undefined;
  } catch (error) {
    if (cursor.found === undefined) throw error;
    return cursor.found;
  }
}

function read(cursor: Cursor, wanted: DataType | undefined): Address {
  cursor.skipSpace();
  if (cursor.atEnd) throw cursor.problem('address-empty');
  cursor.skip('%');
  const begin = readBegin(cursor);
  cursor.skipSpace();
  const startsAt = cursor.at;
  const isByNumber = isNumbered(begin.area);
  const max = isByNumber ? largestNumber : lastByte;
  const tooFar = isByNumber ? 'number-range' : 'past-the-end';
  const start = cursor.number(max, tooFar);
  const bit = begin.word.type === 'BOOL' ? readBit(cursor) : undefined;
  const { shape, named, peripheral, zone } = readShape(cursor, { begin, bit, wanted });
  cursor.skipSpace();
  if (!cursor.atEnd) throw cursor.problem('rest-unexpected');
  const place = placeOf(begin, start, peripheral, shape.type === 'BOOL' ? bit : undefined);
  const takes = isByNumber ? (shape.count ?? 1) : sizeOf(shape, place.bit);
  if (start + takes - 1 > max) throw cursor.problem(tooFar, startsAt, { max: `${max}` });
  return { place, shape, named, ...(zone !== undefined && { zone }) };
}

const peripheralOf = { I: 'PI', Q: 'PQ' } as const;

function placeOf({ area, db }: Begin, start: number, peripheral: boolean, bit: number | undefined): Place {
  return {
    area: peripheral && (area === 'I' || area === 'Q') ? peripheralOf[area] : area,
    ...(db !== undefined && { db }),
    start,
    ...(bit !== undefined && { bit }),
  };
}
