import { checkScaling, isScaled, scalingProblems } from '@millwright/plc';
import { addressProblems, isNumberType } from '@millwright/s7';
import type { RowFindings, RowOf } from '@millwright/schema';
import { addressIn, problemIn } from './tag-address.ts';
import type { tagColumns } from './tag-columns.ts';

export type TagRow = RowOf<typeof tagColumns>;

export const tagProblems = [
  ...addressProblems,
  ...scalingProblems,
  'not-scalable',
  'not-readable',
  'not-writable',
  'min-above-max',
] as const;

type Findings = RowFindings<typeof tagColumns, (typeof tagProblems)[number]>;

/** What is wrong with a tag whose cells are right one by one. */
export function checkTag(row: TagRow): Findings {
  const problem = problemIn(row);
  if (problem !== undefined) return { address: problem };
  const { access, min, max } = row;
  const { place, shape } = addressIn(row);
  // The modules themselves take one direction alone; their images take both.
  if (access !== 'read' && place.area === 'PI') return { access: 'not-writable' };
  if (access !== 'write' && place.area === 'PQ') return { access: 'not-readable' };
  if (min !== undefined && max !== undefined && min > max) return { max: 'min-above-max' };
  if (isScaled(row) && !isNumberType(shape.type)) return { type: 'not-scalable' };
  return checkScaling(row);
}
