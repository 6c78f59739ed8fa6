import type { Reported, ReportRecord } from '@millwright/release';
import type { Label, Trouble } from '../../../common/fields.ts';

/** What the hub itself wrote into columns of JSON, typed where it is read. */
const read = <Value>(text: string | null): Value | undefined =>
  text === null ? undefined : (JSON.parse(text) as Value);

export const labelsOf = (text: string): readonly Label[] => read<readonly Label[]>(text) ?? [];
export const wordsOf = (text: string | null) => read<readonly string[]>(text);
export const recordOf = (text: string | null) => read<ReportRecord>(text);
export const reportedOf = (text: string | null) => read<Reported>(text);
export const troubleOf = (text: string | null) => read<Trouble>(text);

/** One of the machines that answer with one key. */
export interface Copy {
  readonly boot: string;
  readonly lastSeen: number;
}
export const copiesOf = (text: string | null) => read<readonly Copy[]>(text);
