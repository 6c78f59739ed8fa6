import { valueOfText } from '@millwright/plc';
import type { RowFindings, RowOf } from '@millwright/schema';
import { encodeValue, type ValueFormat } from '@millwright/tags';
import type { serverColumns } from './server-columns.ts';
import { checkPlace, placeProblems } from './tag-rules.ts';

/** What can be wrong with what a server holds. */
export const servedProblems = [...placeProblems, 'bad-value'] as const;

type Findings = RowFindings<typeof serverColumns, (typeof servedProblems)[number]>;

/** What is wrong with a tag of a server whose cells are right one by one. */
export function checkServed(
  row: RowOf<typeof serverColumns>,
  others: Readonly<Record<string, unknown>>,
): Findings {
  const ofPlace = checkPlace(row, others);
  if (Object.keys(ofPlace).length > 0 || row.value === '') return ofPlace;
  const { type, bit, length, value } = row;
  // In which order its bytes stand says nothing about whether it fits.
  const format: ValueFormat = {
    type,
    byteOrder: 'ABCD',
    ...(bit !== undefined && { bit }),
    ...(length !== undefined && { length }),
  };
  try {
    encodeValue(valueOfText({ type }, value), format);
    return {};
  } catch {
    return { value: 'bad-value' };
  }
}
