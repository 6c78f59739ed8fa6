import type { Selectable } from 'kysely';
import { addEvent } from './events.ts';
import type { FleetDatabase, Tables } from './tables.ts';

export type AdoptionRow = Selectable<Tables['adoption']>;

/** Of each device: whoever looks through them looks at the latest. */
const keptAdoptions = 5;
/** Of all devices, for a list to choose from. */
const listedAdoptions = 500;

const adoptionsOf = (database: FleetDatabase, device: string): Promise<AdoptionRow[]> =>
  database
    .selectFrom('adoption')
    .selectAll()
    .where('device', '=', device)
    .orderBy('time', 'desc')
    .orderBy('rev')
    .execute();

const findAdoption = (
  database: FleetDatabase,
  device: string,
  rev: string,
): Promise<AdoptionRow | undefined> =>
  database
    .selectFrom('adoption')
    .selectAll()
    .where('device', '=', device)
    .where('rev', '=', rev)
    .executeTakeFirst();

/** The latest first, with the names of their devices. */
const listAdoptions = (database: FleetDatabase) =>
  database
    .selectFrom('adoption')
    .innerJoin('device', 'device.id', 'adoption.device')
    .select([
      'adoption.device',
      'device.name',
      'adoption.rev',
      'adoption.time',
      'adoption.release_name',
      'adoption.release_version',
    ])
    .orderBy('adoption.time', 'desc')
    .orderBy('adoption.device')
    .limit(listedAdoptions)
    .execute();

/** The digests of their texts. */
async function listAdoptedBlobs(database: FleetDatabase): Promise<readonly string[]> {
  const rows = await database.selectFrom('adoption').select('digest').distinct().execute();
  return rows.map(({ digest }) => digest);
}

/** Keeps it as the latest of its device. @returns false where it was that already */
async function addAdoption(database: FleetDatabase, row: AdoptionRow): Promise<boolean> {
  const { device, rev, time } = row;
  const former = await adoptionsOf(database, device);
  if (former[0]?.rev === rev) return false;
  // A clock that was put back makes no older one of it.
  const latest = { ...row, time: Math.max(time, (former[0]?.time ?? 0) + 1) };
  const gone = [
    rev,
    ...former
      .filter((each) => each.rev !== rev)
      .slice(keptAdoptions - 1)
      .map((each) => each.rev),
  ];
  await database.deleteFrom('adoption').where('device', '=', device).where('rev', 'in', gone).execute();
  await database.insertInto('adoption').values(latest).execute();
  await addEvent(database, { device, time, kind: 'adopted' });
  return true;
}

export const adoptionReads = { adoptionsOf, findAdoption, listAdoptedBlobs, listAdoptions };
export const adoptionWrites = { addAdoption };
