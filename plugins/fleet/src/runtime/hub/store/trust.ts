import type { Selectable } from 'kysely';
import type { FleetDatabase, Tables } from './tables.ts';

export type TrustRow = Selectable<Tables['trust']>;

/** Version by version; the last may be a draft. */
const listTrust = (database: FleetDatabase): Promise<TrustRow[]> =>
  database.selectFrom('trust').selectAll().orderBy('version').execute();

/** A version, new or in place of its draft. */
async function putTrust(database: FleetDatabase, row: TrustRow): Promise<void> {
  const { envelope, state } = row;
  await database
    .insertInto('trust')
    .values(row)
    .onConflict((conflict) => conflict.column('version').doUpdateSet({ envelope, state }))
    .execute();
}

export const trustReads = { listTrust };
export const trustWrites = { putTrust };
