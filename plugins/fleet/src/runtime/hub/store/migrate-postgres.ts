import { type RawBuilder, sql } from 'kysely';
import { fleetErrors } from '../../../common/errors.ts';
import { postgresMigrations } from './migrations.ts';
import type { FleetDatabase } from './tables.ts';

/**
 * Brings the tables up to date, all steps in one transaction. How many were taken stands in a table of its own.
 *
 * @param turn waits until no other hub does the same
 * @param name of the database, for the message
 * @throws `fleet.store-newer` if it knows steps that this list does not: it is left as it is
 */
export async function migratePostgres(
  database: FleetDatabase,
  turn: RawBuilder<unknown>,
  name: string,
): Promise<void> {
  const steps = await stepsOf(database);
  if (steps === postgresMigrations.length) return;
  await database.transaction().execute(async (transaction) => {
    await turn.execute(transaction);
    const found = await stepsOf(transaction);
    const known = postgresMigrations.length;
    if (found > known) throw fleetErrors.storeNewer({ database: name, found, known });
    await sql`create table if not exists millwright_fleet (steps integer not null)`.execute(transaction);
    for (const statements of postgresMigrations.slice(found)) {
      for (const statement of statements.split(';').filter((text) => text.trim() !== ''))
        await sql.raw(statement).execute(transaction);
    }
    await sql`delete from millwright_fleet`.execute(transaction);
    await sql`insert into millwright_fleet values (${known})`.execute(transaction);
  });
}

async function stepsOf(database: FleetDatabase): Promise<number> {
  const table = sql<{ name: string | null }>`select to_regclass('millwright_fleet')::text as name`;
  if (!(await table.execute(database)).rows[0]?.name) return 0;
  const { rows } = await sql<{ steps: number }>`select steps from millwright_fleet`.execute(database);
  return rows[0]?.steps ?? 0;
}
