import type { Selectable } from 'kysely';
import type { Outcome } from '../../../common/devices.ts';
import type { FleetDatabase, Tables } from './tables.ts';

export type OutcomeRow = Selectable<Tables['outcome']>;

/** Of each device: a device that tells more than any deploy can bring about does not fill the disk. */
const keptOutcomes = 1000;

/**
 * Keeps how deliveries ended, each once. The clock of the device counts as far as it can be right: none ended before it was
 * wanted, before the one that came before it, or after the hub heard of it.
 *
 * @param outcomes in the order in which they came about
 * @param now milliseconds since 1970, by the hub's clock
 * @returns those that were not known yet
 */
export async function keepOutcomes(
  database: FleetDatabase,
  device: string,
  outcomes: readonly Outcome[],
  now: number,
): Promise<readonly Outcome[]> {
  const news = await unknownOf(database, device, outcomes);
  if (news.length === 0) return [];
  const ordered = await orderedTimes(database, device, news, now);
  const kept = await database
    .insertInto('outcome')
    .values(
      news.map(({ job, result, release, error, time }) => ({
        job,
        device,
        result,
        time: ordered(job, time),
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
  return news.filter(({ job }) => jobs.has(job));
}

async function unknownOf(
  database: FleetDatabase,
  device: string,
  outcomes: readonly Outcome[],
): Promise<readonly Outcome[]> {
  if (outcomes.length === 0) return [];
  const known = await database
    .selectFrom('outcome')
    .select('job')
    .where('device', '=', device)
    .where('job', 'in', jobsOf(outcomes))
    .execute();
  const jobs = new Set(known.map(({ job }) => job));
  return outcomes.filter(({ job }) => !jobs.has(job));
}

const jobsOf = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ job }) => job);

async function orderedTimes(
  database: FleetDatabase,
  device: string,
  outcomes: readonly Outcome[],
  now: number,
): Promise<(job: string, time: number) => number> {
  const jobs = await database
    .selectFrom('deploy_device')
    .innerJoin('deploy', 'deploy.id', 'deploy_device.deploy')
    .select(['deploy_device.job', 'deploy.time'])
    .where('deploy_device.device', '=', device)
    .where('deploy_device.job', 'in', jobsOf(outcomes))
    .execute();
  const wanted = new Map(jobs.map(({ job, time }) => [job, time]));
  let [last = 0] = (await outcomesOf(database, device, 1)).map(({ time }) => time);
  return (job, time) => {
    last = Math.min(Math.max(time, wanted.get(job) ?? 0, last + 1), Math.max(now, last + 1));
    return last;
  };
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
  await keepOutcomes(database, device, [outcome], outcome.time);
}

export const outcomeWrites = { failDelivery };
export const outcomeReads = { outcomesOf, outcomesOfJobs };
