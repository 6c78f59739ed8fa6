import type { Selectable } from 'kysely';
import type { FleetDatabase, Tables } from './tables.ts';

export type ValueRow = Selectable<Tables['value']>;
export type ValueOwnerKey = Pick<ValueRow, 'owner_kind' | 'owner'>;

const listValues = (database: FleetDatabase): Promise<ValueRow[]> =>
  database.selectFrom('value').selectAll().orderBy('owner_kind').orderBy('owner').orderBy('name').execute();

/** How many values these owners give; a name that two of them give counts once. */
async function countValues(database: FleetDatabase, owners: readonly ValueOwnerKey[]): Promise<number> {
  const rows = await database
    .selectFrom('value')
    .select('name')
    .distinct()
    .where((expression) =>
      expression.or(
        owners.map((owner) => expression.and({ owner_kind: owner.owner_kind, owner: owner.owner })),
      ),
    )
    .execute();
  return rows.length;
}

/** Puts these in the place of all that this owner had. */
async function replaceValues(
  database: FleetDatabase,
  owner: ValueOwnerKey,
  values: readonly Omit<ValueRow, keyof ValueOwnerKey>[],
): Promise<void> {
  await database
    .deleteFrom('value')
    .where('owner_kind', '=', owner.owner_kind)
    .where('owner', '=', owner.owner)
    .execute();
  if (values.length === 0) return;
  await database
    .insertInto('value')
    .values(values.map((value) => ({ ...owner, ...value })))
    .execute();
}

export const valueReads = { listValues, countValues };
export const valueWrites = { replaceValues };
