import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DriftPolicy, Label } from '../../../common/fields.ts';
import { stateOf } from '../devices/state-of.ts';
import { labelsOf, reportedOf } from './json.ts';
import type { FleetDatabase, Tables } from './tables.ts';

export type DeviceRow = Selectable<Tables['device']>;

/** What makes a device; all else follows. */
export interface NewDevice {
  readonly id: string;
  readonly name: string;
  readonly labels: readonly Label[];
  /** `ed25519:…`, `x25519:…` */
  readonly signing: string;
  readonly sealing: string;
  readonly words: readonly string[];
  readonly driftPolicy: DriftPolicy;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Columns that others follow from are written here and nowhere else. */
export async function insertDevice(database: FleetDatabase, device: NewDevice): Promise<void> {
  const { id, name, labels, signing, sealing, words, driftPolicy, time } = device;
  const row: Insertable<Tables['device']> = {
    id,
    name,
    signing,
    sealing,
    enrolled: time,
    labels: JSON.stringify(labels),
    words: JSON.stringify(words),
    drift_policy: driftPolicy,
    shut_out: 0,
    counter: 0,
    state: 'new',
    ...namesOf({ id, name, labels }),
  };
  await database.insertInto('device').values(row).execute();
  await writeLabels(database, id, labels);
}

/** Changes columns of a device, and those that follow from them. @returns undefined where there is none */
export async function updateDevice(
  database: FleetDatabase,
  id: string,
  change: Omit<Updateable<Tables['device']>, 'id' | 'state' | 'sorted' | 'found_by'>,
): Promise<DeviceRow | undefined> {
  const former = await findDevice(database, id);
  if (!former) return undefined;
  const next = { ...former, ...change } as DeviceRow;
  const labels = labelsOf(next.labels);
  const outcome = next.job === null ? undefined : await outcomeOf(database, id, next.job);
  const follows = { state: stateOf(standingOf(next, outcome)), ...namesOf({ ...next, labels }) };
  await database
    .updateTable('device')
    .set({ ...change, ...follows })
    .where('id', '=', id)
    .execute();
  if (change.labels !== undefined && change.labels !== former.labels) {
    await database.deleteFrom('device_label').where('device', '=', id).execute();
    await writeLabels(database, id, labels);
  }
  return { ...next, ...follows };
}

export const findDevice = (database: FleetDatabase, id: string): Promise<DeviceRow | undefined> =>
  database.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst();

/** @param signing `ed25519:…` */
export const findDeviceByKey = (
  database: FleetDatabase,
  signing: string,
): Promise<Pick<DeviceRow, 'id' | 'last_seen' | 'shut_out'> | undefined> =>
  database
    .selectFrom('device')
    .select(['id', 'last_seen', 'shut_out'])
    .where('signing', '=', signing)
    .executeTakeFirst();

/** As people compare them: letters of one size, composed in one way. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

function standingOf(row: DeviceRow, outcome: { readonly result: string } | undefined) {
  const reported = reportedOf(row.reported);
  return {
    isShutOut: row.shut_out === 1,
    isCopied: row.copies !== null,
    isConfirmed: row.words === null,
    ...(row.job === null ? {} : { wanted: { job: row.job, ...(outcome && { result: outcome.result }) } }),
    ...(reported && { reported }),
  };
}

const outcomeOf = (database: FleetDatabase, device: string, job: string) =>
  database
    .selectFrom('outcome')
    .select('result')
    .where('device', '=', device)
    .where('job', '=', job)
    .executeTakeFirst();

const namesOf = ({ id, name, labels }: Pick<NewDevice, 'id' | 'name' | 'labels'>) => ({
  sorted: folded(name),
  found_by: folded([name, id, ...labels.map((label) => `${label.name}=${label.value}`)].join('\n')),
});

async function writeLabels(database: FleetDatabase, device: string, labels: readonly Label[]): Promise<void> {
  if (labels.length === 0) return;
  await database
    .insertInto('device_label')
    .values(labels.map(({ name, value }) => ({ device, name, value })))
    .execute();
}
