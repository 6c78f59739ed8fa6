import type { Span } from '@millwright/tags';
import { isNumbered, type Place } from '../area.ts';
import { type Shape, sizeOf } from '../data-type.ts';

/** Something to read. Its `area` is a region; it begins and ends at bytes, or at numbers of timers or counters. */
export interface S7Span extends Span {
  readonly place: Pick<Place, 'area' | 'db'>;
}

/** What can be read in one run: a data block (`DB5`), or an area (`M`). */
export function regionOf({ area, db }: Pick<Place, 'area' | 'db'>): string {
  return area === 'DB' ? `DB${db}` : area;
}

/** The bytes that hold a value, or the timers or counters. A bool takes all of its byte. */
export function spanOf(place: Place, shape: Shape): S7Span {
  const bytes = sizeOf(shape, place.bit);
  const length = bytes / unitBytes(place);
  return { area: regionOf(place), start: place.start, length, place };
}

/** How many bytes one step of an address is: a timer or counter has two. */
export function unitBytes({ area }: Pick<Place, 'area'>): 1 | 2 {
  return isNumbered(area) ? 2 : 1;
}
