import type { ReleaseId } from '../../../common/fields.ts';
import { findDevice, updateDevice } from './device-rows.ts';
import { addEvent } from './events.ts';
import type { FleetDatabase } from './tables.ts';

/** What is wanted of one device from now on. */
export interface Wish {
  readonly device: string;
  /** The number of the wish before: a wish that somebody else was quicker with is not written over. */
  readonly after: number;
  readonly counter: number;
  readonly job: string;
  readonly release?: ReleaseId;
  /** The desired document in its envelope, and the digest of the box that goes with it. */
  readonly desired: string;
  readonly box?: string;
  /** Absent for one that is only renewed. */
  readonly told?: { readonly time: number; readonly by?: string };
}

/** Wants something of devices, all at once. @returns those where another wish was quicker, or which are gone */
async function putWishes(database: FleetDatabase, wishes: readonly Wish[]): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const { device, after, counter, job, release, desired, box, told } of wishes) {
    const found = await findDevice(database, device);
    if (found?.counter !== after) {
      missed.push(device);
      continue;
    }
    await updateDevice(database, device, {
      counter,
      job,
      desired,
      box: box ?? null,
      wanted_name: release?.name ?? null,
      wanted_version: release?.version ?? null,
    });
    if (told) await addEvent(database, { device, kind: 'wanted', release, ...told });
  }
  return missed;
}

export const wishWrites = { putWishes };
