import type { Selectable } from 'kysely';
import type { ReleaseId, Trouble } from '../../../common/fields.ts';
import type { FleetDatabase, Tables } from './tables.ts';

/** What happened to a device, as a `deviceEvent` has it. */
export interface NewEvent {
  readonly device: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly kind: string;
  readonly by?: string | undefined;
  readonly release?: ReleaseId | undefined;
  readonly result?: string | undefined;
  readonly error?: Trouble | undefined;
  /** Of a `drift`: by the clock of the device. */
  readonly since?: number | undefined;
}

/** Of each device: more would help nobody, and a line that comes and goes would fill the disk. */
const keptEvents = 500;

export async function addEvent(
  database: FleetDatabase,
  { device, time, kind, by, ...data }: NewEvent,
): Promise<void> {
  await database
    .insertInto('device_event')
    .values({ device, time, kind, by: by ?? null, data: JSON.stringify(data) })
    .execute();
  const last = await database
    .selectFrom('device_event')
    .select('id')
    .where('device', '=', device)
    .orderBy('id', 'desc')
    .offset(keptEvents)
    .limit(1)
    .executeTakeFirst();
  if (!last) return;
  await database.deleteFrom('device_event').where('device', '=', device).where('id', '<=', last.id).execute();
}

/** The latest first. */
const eventsOf = (
  database: FleetDatabase,
  device: string,
  limit: number,
): Promise<Selectable<Tables['device_event']>[]> =>
  database
    .selectFrom('device_event')
    .selectAll()
    .where('device', '=', device)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** The last of its kind, if it is kept. */
export const lastEventOf = (
  database: FleetDatabase,
  device: string,
  kind: string,
): Promise<Selectable<Tables['device_event']> | undefined> =>
  database
    .selectFrom('device_event')
    .selectAll()
    .where('device', '=', device)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();

export const eventReads = { eventsOf };
export const eventWrites = { addEvent };
