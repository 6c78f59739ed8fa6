import { decodeBlock, type SampleColumns } from '@millwright/analytics';
import type { SealedBlock } from './archive.ts';
import type { SampleBatch } from './batch.ts';
import type { Series, SeriesTable } from './series.ts';

const batchOf = ({ tag, unit }: Series, columns: SampleColumns): SampleBatch => ({
  tags: [tag],
  units: [unit],
  which: new Uint32Array(columns.times.length),
  ...columns,
});

/** What is held in memory and stands in no block on disk, of each tag in the order in which it came. */
export function* heldBatches(table: SeriesTable, waiting: readonly SealedBlock[]): Iterable<SampleBatch> {
  for (const { tag, block } of waiting) {
    const series = table.numbered(tag);
    if (series) yield batchOf(series, decodeBlock(block));
  }
  for (const series of table.all()) if (series.unsealed > 0) yield batchOf(series, series.pending());
}
