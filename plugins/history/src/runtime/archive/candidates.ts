import { sql } from 'kysely';
import type { Staged, StageRequest, Stale } from './messages.ts';
import type { OpenArchive } from './open-archive.ts';
import { putDocument } from './put-document.ts';
import { newestVersion } from './stored.ts';

/** Makes a candidate durable: what Node-RED is about to apply. */
export function stage(archive: OpenArchive, request: StageRequest): Promise<Staged | Stale> {
  const { database, keys, epoch, notices } = archive;
  const { operation, time, document, record } = request;
  return database.write(async () => {
    const put = await putDocument(archive, document);
    if (!put) return { stale: true, epoch, notices };
    const newest = await newestVersion(archive);
    await database.query
      .replaceInto('candidate')
      .values({
        operation,
        time,
        record: JSON.stringify(record),
        key: keys.active.id,
        parts: JSON.stringify(put.contents),
        runs: put.runs,
        made: JSON.stringify(put.made),
        newest: newest?.number ?? 0,
      })
      .execute();
    return { epoch, notices, contents: put.contents };
  });
}

/** Forgets a candidate that Node-RED did not apply, with what only it brought. @returns the contents that went */
export function discard(archive: OpenArchive, operation: string): Promise<readonly number[]> {
  return archive.database.write(() => dropCandidates(archive, { only: operation }));
}

/** Takes candidates away, with the contents that nothing else has. @returns the contents that went */
export async function dropCandidates(
  { database }: OpenArchive,
  which: { readonly only: string } | { readonly except: readonly string[] },
): Promise<readonly number[]> {
  const { query } = database;
  const dropped = await query
    .deleteFrom('candidate')
    .where('operation', 'only' in which ? 'in' : 'not in', 'only' in which ? [which.only] : [...which.except])
    .returning(['made', 'newest'])
    .execute();
  const gone: number[] = [];
  for (const { made, newest } of dropped) {
    const removed = await query
      .deleteFrom('content')
      .where('id', 'in', sql<number>`(select value from json_each(${made}))`)
      .where(
        'id',
        'not in',
        sql<number>`(select value from version, json_each(version.parts) where version.number > ${newest}
          union all select runs from version where number > ${newest}
          union all select value from candidate, json_each(candidate.parts)
          union all select runs from candidate
          union all select base from content where base is not null)`,
      )
      .returning('id')
      .execute();
    gone.push(...removed.map(({ id }) => id));
  }
  return gone;
}
