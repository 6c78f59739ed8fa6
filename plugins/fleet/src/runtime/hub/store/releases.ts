import { type Selectable, sql, type Updateable } from 'kysely';
import type { ReleaseId } from '../../../common/fields.ts';
import type { FleetDatabase, Tables } from './tables.ts';

export type ReleaseRow = Selectable<Tables['release']>;

const findRelease = (
  database: FleetDatabase,
  { name, version }: ReleaseId,
): Promise<ReleaseRow | undefined> =>
  database
    .selectFrom('release')
    .selectAll()
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirst();

/** Releases by the digests of their manifests, also those that were removed. */
const releasesOf = async (database: FleetDatabase, digests: readonly string[]) =>
  digests.length === 0
    ? []
    : database
        .selectFrom('release')
        .select(['name', 'version', 'digest'])
        .where('digest', 'in', digests)
        .execute();

/** The latest first. */
const listReleases = (database: FleetDatabase): Promise<ReleaseRow[]> =>
  database.selectFrom('release').selectAll().orderBy('created', 'desc').orderBy('name').execute();

/** The highest number that a release of this name ever had; 0 where there was none. */
async function highestRelease(database: FleetDatabase, name: string): Promise<number> {
  const { version } = await database
    .selectFrom('release')
    .select(({ fn }) => fn.max<number | null>('version').as('version'))
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return version ?? 0;
}

/** The manifests of the signed releases of one name. */
const signedManifests = (database: FleetDatabase, name: string) =>
  database
    .selectFrom('release')
    .select(['version', 'manifest'])
    .where('name', '=', name)
    .where('state', '=', 'signed')
    .execute();

/** The beginnings of what is sealed in releases, which say with what key; the whole may be megabytes. */
async function releaseSeals(database: FleetDatabase): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('release')
    .select(sql<string>`substr(credentials, 1, 80)`.as('seal'))
    .where('credentials', 'is not', null)
    .execute();
  return rows.map(({ seal }) => seal);
}

/** How many devices run each release, and of how many it is wanted. */
async function releaseUses(
  database: FleetDatabase,
): Promise<readonly { readonly release: ReleaseId; readonly running: number; readonly wanted: number }[]> {
  const uses = new Map<string, { release: ReleaseId; running: number; wanted: number }>();
  for (const use of ['running', 'wanted'] as const) {
    const rows = await database
      .selectFrom('device')
      .select(({ fn }) => [
        `${use}_name as name` as const,
        `${use}_version as version` as const,
        fn.countAll<number>().as('devices'),
      ])
      .where(`${use}_name`, 'is not', null)
      .groupBy([`${use}_name`, `${use}_version`])
      .execute();
    for (const { name, version, devices } of rows) {
      const release = { name: name ?? '', version: version ?? 0 };
      const key = JSON.stringify([name, version]);
      const found = uses.get(key) ?? { release, running: 0, wanted: 0 };
      uses.set(key, { ...found, [use]: devices });
    }
  }
  return [...uses.values()];
}

async function addRelease(database: FleetDatabase, row: ReleaseRow): Promise<void> {
  await database.insertInto('release').values(row).execute();
}

/** @returns whether it is there */
async function changeRelease(
  database: FleetDatabase,
  { name, version }: ReleaseId,
  change: Pick<Updateable<Tables['release']>, 'state' | 'manifest' | 'credentials'>,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('release')
    .set(change)
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const releaseReads = {
  findRelease,
  highestRelease,
  listReleases,
  releaseSeals,
  releasesOf,
  releaseUses,
  signedManifests,
};
export const releaseWrites = { addRelease, changeRelease };
