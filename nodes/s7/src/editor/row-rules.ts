import type { Cells, RowRules } from '@millwright/editor';
import { numberColumns } from '@millwright/plc/editor';
import {
  type Address,
  elementSize,
  formatAddress,
  isNumbered,
  isNumberType,
  lastByte,
  type Place,
  type Shape,
  sizeOf,
} from '@millwright/s7';
import { addressOfCells } from './address-of-cells.ts';

/** A new tag follows the last one: the same kind, at the next free address; the next bit of the same byte. */
function next(rows: readonly Cells[]): Cells {
  const last = rows.at(-1);
  if (last === undefined) return {};
  const { name: _name, address: _address, ...same } = last;
  const address = addressOfCells(last);
  return address === undefined ? same : { ...same, address: following(address) };
}

/** The address behind this one, without a type where that stands in a column of its own. */
function following({ place, shape, named, zone }: Address): string {
  const text = formatAddress(behind(place, shape), shape, zone);
  return named ? text : text.replace(/:[A-Z\d]+$/, '');
}

function behind(place: Place, shape: Shape): Place {
  const { start, bit } = place;
  if (shape.type === 'BOOL') {
    const bits = start * 8 + (bit ?? 0) + (shape.count ?? 1);
    return within({ ...place, start: Math.floor(bits / 8), bit: bits % 8 }, 1);
  }
  if (isNumbered(place.area)) return { ...place, start: start + (shape.count ?? 1) };
  const end = start + sizeOf(shape);
  // What is longer than a byte begins at an even one, as STEP 7 lays it out.
  const aligned = elementSize(shape) > 1 && end % 2 === 1 ? end + 1 : end;
  return within({ ...place, start: aligned }, sizeOf(shape));
}

/** Where nothing follows, the area begins anew. */
const within = (place: Place, size: number): Place =>
  place.start + size - 1 > lastByte ? { ...place, start: 0 } : place;

/** What says nothing: the scale and the limits of what is no number. */
function idle(cells: Cells): readonly string[] {
  const type = addressOfCells(cells)?.shape.type;
  return type === undefined || isNumberType(type) ? [] : numberColumns;
}

/** How the rows of a table of tags behave. */
export const rowRules: RowRules = { next, idle };
