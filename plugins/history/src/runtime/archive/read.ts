import { type FlowItem, type FlowPart, flowsText, partItems } from '@millwright/flows';
import { historyErrors } from '../../common/errors.ts';
import type { Purpose } from './contents.ts';
import type { ArchiveFigures, StoredDetails, VersionContent, VersionFlows } from './messages.ts';
import type { ReadableArchive } from './open-archive.ts';
import { revContext, storedVersion, type VersionRow } from './rows.ts';
import { digestOf, documentOf } from './stored.ts';

const day = 24 * 60 * 60 * 1000;
const growthSpan = 30 * day;

/** @throws `history.version-unknown`, `history.version-locked`, `history.version-damaged` */
export function readVersion(archive: ReadableArchive, number: number): Promise<VersionContent> {
  return archive.database.read(async () => {
    const { row, rev, document, content } = await openVersion(archive, number);
    const credentials = await content('credentials', row.credentials);
    const modules = await content('modules', row.modules);
    return {
      version: storedVersion(row, archive.keys.find(row.key)),
      rev,
      flows: flowsText(document),
      credentials,
      modules,
    };
  });
}

/** The flows of a version, without credentials. Throws as {@link readVersion} does. */
export function readFlows(archive: ReadableArchive, number: number): Promise<VersionFlows> {
  return archive.database.read(async () => {
    const { rev, document } = await openVersion(archive, number);
    return { rev, flows: flowsText(document) };
  });
}

/** What a version holds, without any value of a credential. Throws as {@link readVersion} does. */
export function describeVersion(archive: ReadableArchive, number: number): Promise<StoredDetails> {
  return archive.database.read(async () => {
    const { row, document, content } = await openVersion(archive, number);
    const withCredentials = new Set(
      Object.keys(JSON.parse(await content('credentials', row.credentials)) as object),
    );
    const parts: StoredDetails['parts'] = [];
    const credentials: StoredDetails['credentials'] = [];
    for (const part of document.parts) {
      const { kind, id, label } = part;
      const items = partItems(part).map((item) => (item ?? {}) as FlowItem);
      const own = kind === 'tab' || kind === 'subflow' ? items.filter(({ type }) => type === kind).length : 0;
      parts.push({ kind, id, label, nodes: items.length - own });
      for (const item of items) {
        if (typeof item.id !== 'string' || !withCredentials.has(item.id)) continue;
        credentials.push({
          id: item.id,
          type: String(item.type ?? ''),
          label: String(item.name ?? item.label ?? ''),
        });
      }
    }
    return {
      version: storedVersion(row, archive.keys.find(row.key)),
      parts,
      modules: JSON.parse(await content('modules', row.modules)) as StoredDetails['modules'],
      settings: JSON.parse(await content('settings', row.settings)) as StoredDetails['settings'],
      credentials,
    };
  });
}

export function archiveFigures({ database }: ReadableArchive, now: Date): Promise<ArchiveFigures> {
  return database.read(async () => {
    const { versions, newest, first } = await database.query
      .selectFrom('version')
      .select(({ fn }) => [
        fn.countAll<number>().as('versions'),
        fn.max<number | null>('number').as('newest'),
        fn.min<number | null>('time').as('first'),
      ])
      .executeTakeFirstOrThrow();
    const since = Math.max(now.getTime() - growthSpan, first ?? now.getTime());
    const days = (now.getTime() - since) / day;
    const { grown } = await database.query
      .selectFrom('version')
      .select(({ fn }) => fn.sum<number | null>('bytes').as('grown'))
      .where('time', '>=', since)
      .where('as_found', '=', 0)
      .executeTakeFirstOrThrow();
    return {
      versions,
      bytes: database.bytes(),
      ...(newest === null ? {} : { newest }),
      ...(days < 1 ? {} : { bytesPerDay: Math.round((grown ?? 0) / days) }),
    };
  });
}

/**
 * A version with its flows, whose digest is right.
 *
 * @param known parts that are open, by content: taken from here, and added to it
 * @throws `history.version-unknown`, `history.version-locked`, `history.version-damaged`
 */
export async function openVersion(archive: ReadableArchive, number: number, known?: Map<number, FlowPart>) {
  const row: VersionRow | undefined = await archive.database.query
    .selectFrom('version')
    .selectAll()
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw historyErrors.versionUnknown({ number });
  const sealer = archive.keys.find(row.key);
  if (!sealer) throw historyErrors.versionLocked({ number, directory: archive.keys.directory });

  const rev = sealer.unseal(revContext, row.rev);
  const document = await documentOf(archive, row, known);
  const digest = rev === undefined ? undefined : await digestOf(archive, row, rev);
  if (rev === undefined || !document || !digest || Buffer.compare(digest, row.digest) !== 0) {
    throw historyErrors.versionDamaged({ number });
  }
  const content = async (purpose: Purpose, id: number): Promise<string> => {
    const text = await archive.contents.get(sealer, purpose, id);
    if (text === undefined) throw historyErrors.versionDamaged({ number });
    return text;
  };
  return { row, rev, document, content };
}
