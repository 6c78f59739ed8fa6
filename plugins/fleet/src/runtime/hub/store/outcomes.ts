import type { Selectable } from 'kysely';
import type { Outcome } from '../../../common/devices.ts';
import type { FleetDatabase, Tables } from './tables.ts';

export type OutcomeRow = Selectable<Tables['outcome']>;

/** Of each device: a device that tells more than any deploy can bring about does not fill the disk. */
const keptOutcomes = 1000;

/** Keeps how deliveries ended, each once. @returns those that were not known yet */
export async function keepOutcomes(
  database: FleetDatabase,
  device: string,
  outcomes: readonly Outcome[],
): Promise<readonly Outcome[]> {
  if (outcomes.length === 0) return [];
  const kept = await database
    .insertInto('outcome')
    .values(
      outcomes.map(({ job, result, release, error, time }) => ({
        job,
        device,
        result,
        time,
        release_name: release?.name ?? null,
        release_version: release?.version ?? null,
        error: error ? JSON.stringify(error) : null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['job', 'device']).doNothing())
    .returning('job')
    .execute();
  const jobs = new Set(kept.map(({ job }) => job));
  if (jobs.size > 0) await forgetOldest(database, device);
  return outcomes.filter(({ job }) => jobs.has(job));
}

async function forgetOldest(database: FleetDatabase, device: string): Promise<void> {
  const last = await database
    .selectFrom('outcome')
    .select('time')
    .where('device', '=', device)
    .orderBy('time', 'desc')
    .offset(keptOutcomes)
    .limit(1)
    .executeTakeFirst();
  if (!last) return;
  await database.deleteFrom('outcome').where('device', '=', device).where('time', '<=', last.time).execute();
}

/** The latest first. */
const outcomesOf = (database: FleetDatabase, device: string, limit: number): Promise<OutcomeRow[]> =>
  database
    .selectFrom('outcome')
    .selectAll()
    .where('device', '=', device)
    .orderBy('time', 'desc')
    .limit(limit)
    .execute();

/** What became of these deliveries, on whatever device. */
const outcomesOfJobs = async (database: FleetDatabase, jobs: readonly string[]): Promise<OutcomeRow[]> =>
  jobs.length === 0 ? [] : database.selectFrom('outcome').selectAll().where('job', 'in', jobs).execute();

/** A delivery that never went out: the hub itself says why. */
async function failDelivery(database: FleetDatabase, device: string, outcome: Outcome): Promise<void> {
  await keepOutcomes(database, device, [outcome]);
}

export const outcomeWrites = { failDelivery };
export const outcomeReads = { outcomesOf, outcomesOfJobs };
