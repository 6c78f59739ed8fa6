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
  'scaled-twice',
  'scaling-incomplete',
  'scaling-flat',
  'not-scalable',
  'not-writable',
  'min-above-max',
] as const;

type Findings = RowFindings<typeof tagColumns, (typeof tagProblems)[number]>;

/** What is wrong with a tag whose cells are right one by one. */
export function checkTag(row: TagRow, others: Readonly<Record<string, unknown>>): Findings {
  const place = parseAddress(row.address, notationOf(others['notation']), row.area);
  if (place === undefined) return { address: 'bad-address' };
  const { type, bit, length, access, min, max } = row;
  const inBits = isBitArea(place.area);
  if (inBits && type !== 'bool') return { type: 'bits-are-bool' };
  if (!inBits && type === 'bool' && bit === undefined) return { bit: 'bit-needed' };
  if (type === 'string' && length === undefined) return { length: 'length-needed' };
  if (place.address + width(row) > lastAddress + 1) return { address: 'beyond-last-address' };
  if (access !== 'read' && !isWritableArea(place.area)) return { access: 'not-writable' };
  if (min !== undefined && max !== undefined && min > max) return { max: 'min-above-max' };
  return checkScaling(row);
}

function checkScaling(row: TagRow): Findings {
  const { type, factor, offset, rawLow, rawHigh, scaledLow, scaledHigh } = row;
  const linear = factor !== undefined || offset !== undefined;
  const ends = [rawLow, rawHigh, scaledLow, scaledHigh].filter((end) => end !== undefined).length;
  if (!linear && ends === 0) return {};
  if (type === 'bool' || type === 'string') return { type: 'not-scalable' };
  if (linear && ends > 0) return { factor: 'scaled-twice' };
  if (linear) return factor === 0 ? { factor: 'scaling-flat' } : {};
  if (ends < 4) return { scaledHigh: 'scaling-incomplete' };
  return rawLow === rawHigh || scaledLow === scaledHigh ? { rawHigh: 'scaling-flat' } : {};
}

/** A tag that is worked out must not have the name of one that is read: both are keys of one payload. */
export function checkComputed(
  { name }: { readonly name: string },
  { tags }: Readonly<Record<string, unknown>>,
): { readonly name?: 'name-taken' } {
  const taken =
    Array.isArray(tags) &&
    tags.some((tag: unknown) => typeof tag === 'object' && tag !== null && nameOf(tag) === name);
  return taken ? { name: 'name-taken' } : {};
}

const nameOf = (tag: object): string => ('name' in tag ? String(tag.name).trim() : '');
