import { isShown } from '@millwright/schema';
import type { Label } from '../../common/fields.ts';

/** What is typed for one label. */
export interface LabelDraft {
  readonly name: string;
  readonly value: string;
}

export type LabelProblem = 'missing' | 'long' | 'twice' | 'unshown';
export type ReadLabels =
  | { readonly ok: true; readonly labels: Label[] }
  /** By row. */
  | { readonly ok: false; readonly problems: ReadonlyMap<number, LabelProblem> };

const longestName = 64;
const longestValue = 200;

/** Rows that nothing was typed into are none. */
export function readLabels(rows: readonly LabelDraft[]): ReadLabels {
  const labels: Label[] = [];
  const problems = new Map<number, LabelProblem>();
  for (const [index, row] of rows.entries()) {
    const name = row.name.trim();
    const value = row.value.trim();
    if (name === '' && value === '') continue;
    if (name === '' || value === '') problems.set(index, 'missing');
    else if (name.length > longestName || value.length > longestValue) problems.set(index, 'long');
    else if (!isShown(name) || !isShown(value)) problems.set(index, 'unshown');
    else if (labels.some((each) => each.name === name)) problems.set(index, 'twice');
    else labels.push({ name, value });
  }
  return problems.size === 0 ? { ok: true, labels } : { ok: false, problems };
}
