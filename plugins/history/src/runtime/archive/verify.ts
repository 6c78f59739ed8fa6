import type { CodedError } from '@millwright/schema';
import { historyErrors } from '../../common/errors.ts';
import type { Purpose } from './contents.ts';
import type { Verified, VerifyRequest } from './messages.ts';
import type { ReadableArchive } from './open-archive.ts';
import { partsOf, revContext, type VersionRow } from './rows.ts';
import { digestOf } from './stored.ts';

/**
 * Reads versions whole, the oldest first, and checks that they are as they were kept. Each is a read of its own, so that
 * others who read need not wait until all are through.
 */
export async function verifyVersions(
  archive: ReadableArchive,
  { from = 1, limit }: VerifyRequest,
): Promise<Verified> {
  const { query, read } = archive.database;
  const { total } = await read(() =>
    query
      .selectFrom('version')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
  );
  const sound = new Set<string>();
  const faulty: Verified['faulty'][number][] = [];
  let checked = 0;
  let next: number | undefined = from;
  while (next !== undefined && checked < limit) {
    const number: number = next;
    const looked = await read(async () => {
      const row = await atOrAfter(archive, number);
      return row && { number: row.number, fault: await faultOf(archive, row, sound) };
    });
    next = looked && looked.number + 1;
    if (!looked) break;
    checked += 1;
    if (looked.fault) faulty.push({ number: looked.number, ...looked.fault.toJSON() });
  }
  const more = next === undefined ? undefined : await read(() => atOrAfter(archive, next as number));
  return { checked, total, faulty, ...(more ? { next: more.number } : {}) };
}

const atOrAfter = (
  { database: { query } }: ReadableArchive,
  number: number,
): Promise<VersionRow | undefined> =>
  query
    .selectFrom('version')
    .selectAll()
    .where('number', '>=', number)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();

/** @param sound contents that were read already: most versions share most of theirs */
async function faultOf(
  archive: ReadableArchive,
  row: VersionRow,
  sound: Set<string>,
): Promise<CodedError | undefined> {
  const { number } = row;
  const sealer = archive.keys.find(row.key);
  if (!sealer) return historyErrors.versionLocked({ number, directory: archive.keys.directory });
  const rev = sealer.unseal(revContext, row.rev);
  const digest = rev === undefined ? undefined : await digestOf(archive, row, rev);
  if (!digest || Buffer.compare(digest, row.digest) !== 0) return historyErrors.versionDamaged({ number });
  for (const [purpose, id] of contentsOf(row)) {
    const key = `${row.key} ${purpose} ${id}`;
    if (sound.has(key)) continue;
    if ((await archive.contents.get(sealer, purpose, id)) === undefined) {
      return historyErrors.versionDamaged({ number });
    }
    sound.add(key);
  }
  return undefined;
}

function contentsOf(row: VersionRow): readonly (readonly [Purpose, number])[] {
  return [
    ...(partsOf(row) ?? []).map((id) => ['part', id] as const),
    ['runs', row.runs],
    ['credentials', row.credentials],
    ['modules', row.modules],
    ['settings', row.settings],
  ];
}
