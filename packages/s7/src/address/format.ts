import { isNumbered, type Place } from '../area.ts';
import { type DataType, elementSize, isTextType, type Shape } from '../data-type.ts';
import type { ClockZone } from '../tag.ts';
import { type SizeLetter, typeOfSize } from './words.ts';

/**
 * The one canonical address of a value: `DB1.DBX0.3`, `DB1.DBD4:REAL`, `DB1.DBB20:STRING[20]`, `MW10:INT[5]`, `T5`. The type
 * is left out where the letter, or the area, says it.
 * @param zone where the address itself says which zone its date has: `DB1.DBB0:DTZ`
 */
export function formatAddress(place: Place, shape: Shape, zone?: ClockZone): string {
  const { area, db, start, bit } = place;
  const { type, count } = shape;
  if (isNumbered(area)) return `${area}${start}${count === undefined ? '' : `:${formatShape(shape)}`}`;
  const size = sizeLetterOf(type);
  const letter = area !== 'DB' && size === 'X' ? '' : size;
  const begin = area === 'DB' ? `DB${db}.DB${letter}` : `${area}${letter}`;
  const dot = size === 'X' ? `.${bit ?? 0}` : '';
  const isSaid = count === undefined && typeOfSize[size] === type;
  return `${begin}${start}${dot}${isSaid ? '' : `:${formatShape(shape, zone)}`}`;
}

/** A type as addresses have it: `INT`, `STRING[20]`, `INT[10]`, `STRING[20][5]`. */
export function formatShape({ type, length = 0, count }: Shape, zone?: ClockZone): string {
  const inUtc = zone === 'utc' && (type === 'DT' || type === 'DTL') ? 'Z' : '';
  return `${type}${inUtc}${isTextType(type) ? `[${length}]` : ''}${count === undefined ? '' : `[${count}]`}`;
}

function sizeLetterOf(type: DataType): SizeLetter {
  if (type === 'BOOL') return 'X';
  if (isTextType(type)) return 'B';
  const bytes = elementSize({ type });
  return bytes === 2 ? 'W' : bytes === 4 ? 'D' : 'B';
}
