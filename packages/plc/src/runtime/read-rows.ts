import type { ShownSample } from '@millwright/plc';
import type { Columns } from '@millwright/schema';
import { missing, type Reading, type Sample, type Status, systemClock } from '@millwright/tags';
import { ownTag, type RowsOfTags } from './own-tag.ts';
import type { UsedConnection } from './plc-connection.ts';
import { shownSampleOf } from './shown-sample.ts';
import { toldError } from './told-error.ts';

export interface ReadRowsOptions<C extends Columns, Tag> {
  /** Needed for as long as it is read over. */
  readonly connection: Pick<UsedConnection, 'need'>;
  /** How rows become tags of the table that the dialog shows. */
  readonly rows: RowsOfTags<C, Tag>;
  /** As a dialog holds them. */
  readonly tags: readonly Readonly<Record<string, unknown>>[];
  /** Reads those that can be tags: samples and errors by the names of these. */
  read(sound: readonly Tag[]): Promise<Pick<Reading, 'samples' | 'errors'>>;
  statusOfError(error: unknown): Status;
}

/**
 * Live values for the rows of a dialog: one sample for each row; a row that cannot be a tag gets a bad one.
 * @throws what `read` throws
 */
export async function readRows<C extends Columns, Tag>({
  connection,
  rows,
  tags,
  read,
  statusOfError,
}: ReadRowsOptions<C, Tag>): Promise<ShownSample[]> {
  const release = connection.need();
  try {
    // Names need not be unique yet, nor even there: the place of a row is.
    const parsed = tags.map((raw, index) => ownTag({ ...raw, name: String(index) }, rows));
    const sound = parsed.flatMap((each) => ('tag' in each ? [each.tag] : []));
    const { samples, errors } = await read(sound);
    const bySlot = new Map(samples.map((sample) => [sample.tag, sample]));
    const impossible = (address: string, error: unknown): Sample =>
      missing({ name: '', address }, statusOfError(error), systemClock.now());
    return parsed.flatMap((each, index) => {
      const slot = String(index);
      const sample = 'tag' in each ? bySlot.get(slot) : impossible(each.address, each.error);
      const error = toldError('tag' in each ? errors.get(slot) : each.error);
      return sample ? [{ ...shownSampleOf(sample), ...error, tag: String(tags[index]?.['name'] ?? '') }] : [];
    });
  } finally {
    release();
  }
}
