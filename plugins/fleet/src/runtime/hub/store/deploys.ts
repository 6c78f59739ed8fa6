import { type Selectable, sql } from 'kysely';
import type { FleetDatabase, Tables } from './tables.ts';

export type DeployRow = Selectable<Tables['deploy']>;
/** Its number in the sequence the store gives it. */
export type NewDeployRow = Omit<DeployRow, 'sequence'>;

/** One delivery of a deploy, with all that tells what has become of it. */
export interface DeliveryRow {
  readonly deploy: string;
  readonly device: string;
  readonly job: string;
  /** What the device is called; null where it was removed. */
  readonly name: string | null;
  /** The job that is wanted of the device now. */
  readonly current: string | null;
  /** JSON: its last report, as long as it may be at work on this job. */
  readonly reported: string | null;
  /** How it ended as the device or the hub says; null as long as neither has. */
  readonly result: string | null;
  /** What has become of it: a result, `removed` or `superseded`; `open` as long as it has not ended. */
  readonly fate: string;
  /** JSON: a `trouble`. */
  readonly error: string | null;
  readonly time: number | null;
  /** Of a superseded one: the deploy for this device that came after it. */
  readonly replaced_by: string | null;
}

/** A deploy in numbers of devices, by what has become of it there. */
export interface CountedDeploy {
  readonly deploy: DeployRow;
  readonly fates: readonly { readonly fate: string; readonly devices: number }[];
}

export interface FoundDeploy {
  readonly deploy: DeployRow;
  readonly devices: readonly DeliveryRow[];
  /** Those that took the place of this one on some device. */
  readonly later: readonly DeployRow[];
}

export interface NewDeploy {
  readonly deploy: NewDeployRow;
  readonly devices: readonly { readonly device: string; readonly job: string }[];
}

async function findDeploy(database: FleetDatabase, id: string): Promise<FoundDeploy | undefined> {
  const deploy = await database.selectFrom('deploy').selectAll().where('id', '=', id).executeTakeFirst();
  return deploy && (await withDeliveries(database, [deploy]))[0];
}

/** The latest first. */
async function listDeploys(database: FleetDatabase, limit: number): Promise<readonly CountedDeploy[]> {
  const deploys = await database
    .selectFrom('deploy')
    .selectAll()
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
  if (deploys.length === 0) return [];
  const rows = await deliveriesOf(database, deploys)
    .select(({ fn }) => ['deploy_device.deploy', fate.as('fate'), fn.countAll<number>().as('devices')])
    .groupBy(['deploy_device.deploy', 'fate'])
    .execute();
  const fates = Map.groupBy(rows, ({ deploy }) => deploy);
  return deploys.map((deploy) => ({
    deploy,
    fates: (fates.get(deploy.id) ?? []).map(({ fate, devices }) => ({ fate, devices })),
  }));
}

/** Those of which not everything is wanted of their devices yet, the oldest first. */
async function openDeploys(database: FleetDatabase): Promise<readonly FoundDeploy[]> {
  const deploys = await database
    .selectFrom('deploy')
    .selectAll()
    .where('state', 'in', ['waits-for-signature', 'starting'])
    .orderBy('sequence')
    .execute();
  return withDeliveries(database, deploys);
}

/** The devices that deploys after another are for, unless they wait for their signature. */
async function devicesDeployedSince(database: FleetDatabase, sequence: number): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('deploy_device')
    .innerJoin('deploy', 'deploy.id', 'deploy_device.deploy')
    .select('deploy_device.device')
    .distinct()
    .where('deploy.sequence', '>', sequence)
    .where('deploy.state', '<>', 'waits-for-signature')
    .execute();
  return rows.map(({ device }) => device);
}

/** Whose deploy a delivery is of; undefined where nobody signed in made it. */
async function whoOrdered(database: FleetDatabase, job: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('deploy_device')
    .innerJoin('deploy', 'deploy.id', 'deploy_device.deploy')
    .select('deploy.by')
    .where('deploy_device.job', '=', job)
    .executeTakeFirst();
  return row?.by ?? undefined;
}

/** Superseded: something else is wanted by now, and the device has never seen this, or has not told of it yet. */
const fate = sql<string>`case
  when outcome.result is not null then outcome.result
  when device.id is null then 'removed'
  when deploy.state = 'under-way' and coalesce(device.job, '') <> deploy_device.job then 'superseded'
  else 'open' end`;

/** The next one that was sent to the device, if there is one. */
const nextDeploy = sql<string | null>`(
  select later.id from deploy later inner join deploy_device other on other.deploy = later.id
  where other.device = deploy_device.device and later.sequence > deploy.sequence and later.state <> 'waits-for-signature'
  order by later.sequence limit 1)`;

const deploysById = (database: FleetDatabase, ids: readonly string[]): Promise<DeployRow[]> =>
  database
    .selectFrom('deploy')
    .selectAll()
    .where('id', 'in', ids.length > 0 ? [...new Set(ids)] : [''])
    .execute();

const deliveriesOf = (database: FleetDatabase, deploys: readonly DeployRow[]) =>
  database
    .selectFrom('deploy_device')
    .innerJoin('deploy', 'deploy.id', 'deploy_device.deploy')
    .leftJoin('device', 'device.id', 'deploy_device.device')
    .leftJoin('outcome', (join) =>
      join
        .onRef('outcome.job', '=', 'deploy_device.job')
        .onRef('outcome.device', '=', 'deploy_device.device'),
    )
    .where(
      'deploy_device.deploy',
      'in',
      deploys.map(({ id }) => id),
    );

async function withDeliveries(
  database: FleetDatabase,
  deploys: readonly DeployRow[],
): Promise<readonly FoundDeploy[]> {
  if (deploys.length === 0) return [];
  const rows: readonly DeliveryRow[] = await deliveriesOf(database, deploys)
    .select([
      'deploy_device.deploy',
      'deploy_device.device',
      'deploy_device.job',
      'device.name',
      'device.job as current',
      'outcome.result',
      'outcome.error',
      'outcome.time',
      fate.as('fate'),
      sql<
        string | null
      >`case when outcome.result is null and device.job = deploy_device.job then device.reported end`.as(
        'reported',
      ),
      sql<string | null>`case when ${fate} = 'superseded' then ${nextDeploy} end`.as('replaced_by'),
    ])
    .orderBy('device.sorted')
    .orderBy('deploy_device.device')
    .execute();
  const devices = Map.groupBy(rows, ({ deploy }) => deploy);
  const later = await deploysById(
    database,
    rows.flatMap(({ replaced_by: by }) => by ?? []),
  );
  return deploys.map((deploy) => ({ deploy, devices: devices.get(deploy.id) ?? [], later }));
}

/** Rows at once: each takes three parameters of a statement. */
const atOnce = 1000;

async function addDeploy(database: FleetDatabase, { deploy, devices }: NewDeploy): Promise<void> {
  const { latest } = await database
    .selectFrom('deploy')
    .select(({ fn }) => fn.max('sequence').as('latest'))
    .executeTakeFirstOrThrow();
  await database
    .insertInto('deploy')
    .values({ ...deploy, sequence: (latest ?? 0) + 1 })
    .execute();
  for (let from = 0; from < devices.length; from += atOnce)
    await database
      .insertInto('deploy_device')
      .values(
        devices.slice(from, from + atOnce).map(({ device, job }) => ({ deploy: deploy.id, device, job })),
      )
      .execute();
}

async function setDeployState(database: FleetDatabase, id: string, state: string): Promise<void> {
  await database.updateTable('deploy').set({ state }).where('id', '=', id).execute();
}

/** @returns whether it was one that waits for its signature: any other stays */
async function removeWaitingDeploy(database: FleetDatabase, id: string): Promise<boolean> {
  const removed = await database
    .deleteFrom('deploy')
    .where('id', '=', id)
    .where('state', '=', 'waits-for-signature')
    .returning('id')
    .execute();
  return removed.length > 0;
}

export const deployReads = { devicesDeployedSince, findDeploy, listDeploys, openDeploys, whoOrdered };
export const deployWrites = { addDeploy, removeWaitingDeploy, setDeployState };
