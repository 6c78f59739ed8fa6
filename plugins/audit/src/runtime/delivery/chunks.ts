import type { SentRecord } from './sender.ts';

/** Divides records, in their order, into pieces of at most so many characters; a longer record is a piece of its own. */
export function chunksOf(records: readonly SentRecord[], most: number): readonly (readonly SentRecord[])[] {
  const chunks: SentRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const chunk = chunks.at(-1);
    if (chunk && record.record.length <= room) chunk.push(record);
    else {
      chunks.push([record]);
      room = most;
    }
    room -= record.record.length;
  }
  return chunks;
}
