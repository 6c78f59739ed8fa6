import { checkScaling, isScaled, scalingProblems } from '@millwright/plc';
import type { RowFindings, RowOf } from '@millwright/schema';
import { registersOf } from '@millwright/tags';
import { notationOf, parseAddress } from './address.ts';
import { isBitArea, isWritableArea, lastAddress } from './area.ts';
import type { tagColumns } from './tag-columns.ts';

export type TagRow = RowOf<typeof tagColumns>;

/** How many addresses a value takes: bits in the bit areas, registers in the others. */
export const width = ({ type, length }: Pick<TagRow, 'type' | 'length'>): number =>
  registersOf({ type, ...(length !== undefined && { length }) });

export const tagProblems = [
  'bad-address',
  'bits-are-bool',
  'bit-needed',
  'length-needed',
  'beyond-last-address',
  ...scalingProblems,
  'not-scalable',
  'not-writable',
  'min-above-max',
] as const;

type Findings = RowFindings<typeof tagColumns, (typeof tagProblems)[number]>;

/** What can be wrong with where a tag is and what it is. */
export const placeProblems = [
  'bad-address',
  'bits-are-bool',
  'bit-needed',
  'length-needed',
  'beyond-last-address',
] as const;

/** The cells that say where a tag is and what it is. */
type PlaceCells = Pick<TagRow, 'area' | 'address' | 'type' | 'bit' | 'length'>;
type PlaceFindings = { readonly [Column in keyof PlaceCells]?: (typeof placeProblems)[number] };

/** What is wrong with the place or the type of a tag whose cells are right one by one. */
export function checkPlace(row: PlaceCells, others: Readonly<Record<string, unknown>>): PlaceFindings {
  const place = placeIn(row, others);
  if (place === undefined) return { address: 'bad-address' };
  const { type, bit, length } = row;
  const inBits = isBitArea(place.area);
  if (inBits && type !== 'bool') return { type: 'bits-are-bool' };
  if (!inBits && type === 'bool' && bit === undefined) return { bit: 'bit-needed' };
  if (type === 'string' && length === undefined) return { length: 'length-needed' };
  return place.address + width(row) > lastAddress + 1 ? { address: 'beyond-last-address' } : {};
}

const placeIn = ({ address, area }: PlaceCells, { notation }: Readonly<Record<string, unknown>>) =>
  parseAddress(address, notationOf(notation), area);

const isEmpty = (findings: object): boolean => Object.keys(findings).length === 0;

/** What is wrong with a tag whose cells are right one by one. */
export function checkTag(row: TagRow, others: Readonly<Record<string, unknown>>): Findings {
  const ofPlace = checkPlace(row, others);
  if (!isEmpty(ofPlace)) return ofPlace;
  const { access, min, max } = row;
  const area = placeIn(row, others)?.area;
  if (access !== 'read' && area !== undefined && !isWritableArea(area)) return { access: 'not-writable' };
  if (min !== undefined && max !== undefined && min > max) return { max: 'min-above-max' };
  if (isScaled(row) && (row.type === 'bool' || row.type === 'string')) return { type: 'not-scalable' };
  return checkScaling(row);
}
