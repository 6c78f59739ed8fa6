import type { Selectable } from 'kysely';
import type { FleetDatabase, Tables } from './tables.ts';

export type DeployRow = Selectable<Tables['deploy']>;
export interface DeployedRows {
  readonly deploy: DeployRow;
  readonly devices: readonly { readonly device: string; readonly job: string }[];
}

async function findDeploy(database: FleetDatabase, id: string): Promise<DeployedRows | undefined> {
  const deploy = await database.selectFrom('deploy').selectAll().where('id', '=', id).executeTakeFirst();
  return deploy && (await withDevices(database, [deploy]))[0];
}

/** The latest first. */
async function listDeploys(database: FleetDatabase, limit: number): Promise<readonly DeployedRows[]> {
  const deploys = await database
    .selectFrom('deploy')
    .selectAll()
    .orderBy('time', 'desc')
    .limit(limit)
    .execute();
  return withDevices(database, deploys);
}

async function withDevices(
  database: FleetDatabase,
  deploys: readonly DeployRow[],
): Promise<readonly DeployedRows[]> {
  if (deploys.length === 0) return [];
  const rows = await database
    .selectFrom('deploy_device')
    .selectAll()
    .where(
      'deploy',
      'in',
      deploys.map(({ id }) => id),
    )
    .orderBy('device')
    .execute();
  const devices = Map.groupBy(rows, ({ deploy }) => deploy);
  return deploys.map((deploy) => ({ deploy, devices: devices.get(deploy.id) ?? [] }));
}

/** Rows at once: each takes three parameters of a statement. */
const atOnce = 1000;

async function addDeploy(database: FleetDatabase, { deploy, devices }: DeployedRows): Promise<void> {
  await database.insertInto('deploy').values(deploy).execute();
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

export const deployReads = { findDeploy, listDeploys };
export const deployWrites = { addDeploy, setDeployState };
