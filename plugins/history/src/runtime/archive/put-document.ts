import { partKey } from '@millwright/flows';
import type { PutContent } from './contents.ts';
import { partText } from './documents.ts';
import type { SentDocument } from './messages.ts';
import type { OpenArchive } from './open-archive.ts';
import { partsOf } from './rows.ts';
import { documentOf, newestVersion } from './stored.ts';

/** A document of which all contents are kept: their ids, those that are new, and what they added to the file. */
export interface PutDocument {
  readonly contents: readonly number[];
  readonly runs: number;
  readonly made: readonly number[];
  readonly bytes: number;
}

/** @returns undefined if the document refers to contents that are not here */
export async function putDocument(
  archive: OpenArchive,
  document: SentDocument,
): Promise<PutDocument | undefined> {
  const {
    epoch,
    contents,
    keys: { active },
  } = archive;
  const known = document.parts.flatMap((part) => ('content' in part ? [part.content] : []));
  if (known.length > 0 && (document.epoch !== epoch || !(await contents.addresses(known)))) return undefined;
  const ids: number[] = [];
  const made: number[] = [];
  let bytes = 0;
  const count = ({ id, bytes: added }: PutContent): number => {
    if (added > 0) made.push(id);
    bytes += added;
    return id;
  };
  for (const part of document.parts) {
    if ('content' in part) {
      ids.push(part.content);
      continue;
    }
    const key = partKey(part.kind, part.id);
    const id = count(await contents.put(active, 'part', partText(part), () => formerContent(archive, key)));
    archive.latest?.set(key, id);
    ids.push(id);
  }
  const runs = count(await contents.put(active, 'runs', JSON.stringify(document.runs)));
  return { contents: ids, runs, made, bytes };
}

/** What this part was in the newest version, or has been put as since. */
async function formerContent(archive: OpenArchive, key: string): Promise<number | undefined> {
  archive.latest ??= await contentsByPart(archive);
  return archive.latest.get(key);
}

async function contentsByPart(archive: OpenArchive): Promise<Map<string, number>> {
  const newest = await newestVersion(archive);
  const document = newest && (await documentOf(archive, newest));
  const ids = (newest && partsOf(newest)) ?? [];
  return new Map(document?.parts.map(({ key }, index) => [key, ids[index] ?? 0]));
}
