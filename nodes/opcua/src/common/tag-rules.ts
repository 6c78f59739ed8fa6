import { type AddressProblem, addressProblem, addressProblems } from '@millwright/opcua';
import { checkScaling, isScaled, scalingProblems } from '@millwright/plc';
import type { RowFindings, RowOf } from '@millwright/schema';
import type { tagColumns } from './tag-columns.ts';

export type TagRow = RowOf<typeof tagColumns>;

export const tagProblems = [
  ...addressProblems,
  ...scalingProblems,
  'only-of-values',
  'min-above-max',
] as const;

type Findings = RowFindings<typeof tagColumns, AddressProblem | (typeof tagProblems)[number]>;

/** What is wrong with a tag whose cells are right one by one. */
export function checkTag(row: TagRow): Findings {
  const { address, attribute, access, indexRange, min, max } = row;
  const problem = addressProblem(address);
  if (problem !== undefined) return { address: problem };
  if (attribute !== 'Value') {
    // Only a value has parts, a scale and somebody who may write it.
    if (access !== 'read') return { access: 'only-of-values' };
    if (isScaled(row)) return { attribute: 'only-of-values' };
    if (indexRange !== '') return { indexRange: 'only-of-values' };
  }
  if (min !== undefined && max !== undefined && min > max) return { max: 'min-above-max' };
  return checkScaling(row);
}
