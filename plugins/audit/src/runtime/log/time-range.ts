import type { DatabaseSync } from 'node:sqlite';

/** Events between these numbers, both of them too. */
export interface SeqRange {
  readonly first: number;
  readonly last: number;
}

/** As `event_block` has it: so many events, a power of two, make a block. */
const blockBits = 10;
const blockSize = 2 ** blockBits;

/**
 * The numbers between which all events of a time are, block by block; others may be among them. Clocks jump, so that the
 * order of the numbers is not that of the times: of each block the index tells the first and the last time.
 *
 * @param range what is looked at
 * @param since ISO 8601
 * @param until before it
 */
export function rangeOfTime(
  connection: DatabaseSync,
  range: SeqRange,
  since: string | undefined,
  until: string | undefined,
): SeqRange {
  const from = Math.floor(range.first / blockSize);
  const to = Math.floor(range.last / blockSize);
  // One after the other, from the end: what is asked for is near it most of the time.
  const last =
    until === undefined
      ? to
      : (connection.prepare(newestBlock).get(to, from, until)?.['block'] as number | null | undefined);
  const first =
    since === undefined
      ? from
      : (connection.prepare(oldestBlock).get(from, to, since)?.['block'] as number | null | undefined);
  if (typeof first !== 'number' || typeof last !== 'number') return { first: 0, last: -1 };
  return {
    first: Math.max(range.first, first * blockSize),
    last: Math.min(range.last, (last + 1) * blockSize - 1),
  };
}

const newestBlock = `
  with recursive at(block) as (select ?1 union all select block - 1 from at where block > ?2)
  select block from at
  where (select min(time) from event indexed by event_block where seq >> ${blockBits} = block) < ?3
  limit 1`;
const oldestBlock = `
  with recursive at(block) as (select ?1 union all select block + 1 from at where block < ?2)
  select block from at
  where (select max(time) from event indexed by event_block where seq >> ${blockBits} = block) >= ?3
  limit 1`;
