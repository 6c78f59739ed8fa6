import { type CodeRecord, codeRecord } from '@millwright/release';
import type { Selectable } from 'kysely';
import * as v from 'valibot';
import type { FleetDatabase, Tables } from './tables.ts';

export type CodeRow = Selectable<Tables['code']>;

const findCode = async (database: FleetDatabase, id: string): Promise<CodeRecord | undefined> => {
  const row = await database.selectFrom('code').select('record').where('id', '=', id).executeTakeFirst();
  return row && v.parse(codeRecord, JSON.parse(row.record));
};

/** Those that have not ended, used up or not, the one that ends last first. @param now milliseconds since 1970 */
const listCodes = (database: FleetDatabase, now: number): Promise<CodeRow[]> =>
  database.selectFrom('code').selectAll().where('expires', '>', now).orderBy('expires', 'desc').execute();

async function addCode(
  database: FleetDatabase,
  code: { readonly id: string; readonly record: CodeRecord; readonly note?: string; readonly by?: string },
  now: number,
): Promise<void> {
  // A code that has ended is nothing that anybody looks for.
  await database.deleteFrom('code').where('expires', '<=', now).execute();
  const { id, record, note = null, by = null } = code;
  await database
    .insertInto('code')
    .values({ id, record: JSON.stringify(record), note, by, expires: record.expires })
    .execute();
}

/** Keeps what is left of a code. One that is used up stays until it ends: whoever tries it is told so. */
export async function spendCode(database: FleetDatabase, id: string, record: CodeRecord): Promise<void> {
  await database
    .updateTable('code')
    .set({ record: JSON.stringify(record) })
    .where('id', '=', id)
    .execute();
}

/** @returns whether it was there */
async function removeCode(database: FleetDatabase, id: string): Promise<boolean> {
  const { numDeletedRows } = await database.deleteFrom('code').where('id', '=', id).executeTakeFirst();
  return numDeletedRows > 0n;
}

export const codeReads = { findCode, listCodes };
export const codeWrites = { addCode, removeCode };
export { findCode };
