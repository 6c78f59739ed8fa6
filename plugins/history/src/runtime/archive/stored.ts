import type { FlowDocument, FlowPart } from '@millwright/flows';
import { readPart, readRuns } from './documents.ts';
import type { ReadableArchive } from './open-archive.ts';
import { partsOf, type VersionRow, versionDigest } from './rows.ts';

export function newestVersion({ database }: ReadableArchive): Promise<VersionRow | undefined> {
  return database.query
    .selectFrom('version')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The keyed digest over all that a version holds. */
export async function digestOf(
  { contents, keys }: ReadableArchive,
  row: VersionRow,
  rev: string,
): Promise<Uint8Array> {
  const sealer = keys.find(row.key);
  const parts = partsOf(row);
  const ids = parts && [...parts, row.runs, row.credentials, row.modules, row.settings];
  const addresses = ids && (await contents.addresses(ids));
  return sealer && addresses ? versionDigest(sealer, addresses, row, rev) : new Uint8Array(0);
}

/**
 * The flows of a version; undefined if one of its contents is not as it was kept, or its key is not here.
 *
 * @param known parts that are open, by content: taken from here, and added to it
 */
export async function documentOf(
  { contents, keys }: ReadableArchive,
  row: Pick<VersionRow, 'key' | 'parts' | 'runs'>,
  known = new Map<number, FlowPart>(),
): Promise<FlowDocument | undefined> {
  const sealer = keys.find(row.key);
  const runs = sealer && (await contents.get(sealer, 'runs', row.runs));
  const ids = partsOf(row);
  if (!sealer || runs === undefined || !ids) return undefined;
  const parts: FlowPart[] = [];
  for (const id of ids) {
    let part = known.get(id);
    if (!part) {
      const text = await contents.get(sealer, 'part', id);
      if (text === undefined) return undefined;
      part = readPart(text);
      known.set(id, part);
    }
    parts.push(part);
  }
  return { parts, runs: readRuns(runs) };
}
