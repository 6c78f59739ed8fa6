import type { DriftPolicy, Label } from '../../../common/fields.ts';
import { type DeviceRow, updateDevice } from './device-rows.ts';
import { addEvent } from './events.ts';
import type { FleetDatabase } from './tables.ts';

/** Who did it, and when in milliseconds since 1970. */
export interface Doing {
  readonly device: string;
  readonly by?: string | undefined;
  readonly time: number;
}

export interface DeviceRowChange {
  readonly name?: string | undefined;
  readonly labels?: readonly Label[] | undefined;
  readonly driftPolicy?: DriftPolicy | undefined;
}

/** @returns undefined where there is no such device; so do all of these */
async function changeDevice(
  database: FleetDatabase,
  { device, by, time }: Doing,
  { name, labels, driftPolicy }: DeviceRowChange,
): Promise<DeviceRow | undefined> {
  const row = await updateDevice(database, device, {
    ...(name === undefined ? {} : { name }),
    ...(labels === undefined ? {} : { labels: JSON.stringify(labels) }),
    ...(driftPolicy === undefined ? {} : { drift_policy: driftPolicy }),
  });
  if (!row) return undefined;
  if (name !== undefined) await addEvent(database, { device, time, kind: 'renamed', by });
  if (labels !== undefined) await addEvent(database, { device, time, kind: 'labels', by });
  return row;
}

/**
 * Somebody has compared the words. Of a device that two machines answered for he says that it is one again: whatever
 * numbers that one uses are taken from there on, and the other one is noticed again if it is still there.
 */
async function confirmDevice(
  database: FleetDatabase,
  { device, by, time }: Doing,
): Promise<DeviceRow | undefined> {
  const row = await updateDevice(database, device, { words: null });
  if (!row) return undefined;
  await addEvent(database, { device, time, kind: 'confirmed', by });
  return row.copies === null ? row : updateDevice(database, device, { copies: null, record: null });
}

/** Its key no longer counts, and nothing is wanted of it: what was sealed for it is of no use to whoever has it. */
async function shutOutDevice(
  database: FleetDatabase,
  { device, by, time }: Doing,
): Promise<DeviceRow | undefined> {
  const row = await updateDevice(database, device, { shut_out: 1, desired: null, box: null });
  if (row) await addEvent(database, { device, time, kind: 'shut-out', by });
  return row;
}

/** Forgets one that was shut out. @returns whether it was */
async function removeDevice(database: FleetDatabase, device: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('device')
    .where('id', '=', device)
    .where('shut_out', '=', 1)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await database.deleteFrom('value').where('owner_kind', '=', 'device').where('owner', '=', device).execute();
  return true;
}

/** Those that were in reach and are not any more, or came: when each was last heard. */
async function seeDevice(
  database: FleetDatabase,
  { device, time }: Doing,
  kind: 'online' | 'offline',
): Promise<void> {
  const row = await updateDevice(database, device, { last_seen: time });
  if (row) await addEvent(database, { device, time, kind });
}

export const deviceChanges = { changeDevice, confirmDevice, shutOutDevice, removeDevice, seeDevice };
