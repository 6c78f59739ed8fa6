import type { Kysely } from 'kysely';
import type { Change } from './messages.ts';
import type { PersonRow, RevisionRow, SessionRow, Tables, TokenRow } from './tables.ts';

/** Writes a change inside the transaction that runs. */
export async function writeChange(query: Kysely<Tables>, change: Change): Promise<void> {
  const { peopleGone = [], tokensGone = [], sessionsGone = [], decisions = [] } = change;
  const { decisionsKept, pending } = change;
  if (peopleGone.length > 0) await query.deleteFrom('person').where('name', 'in', peopleGone).execute();
  if (tokensGone.length > 0) await query.deleteFrom('token').where('id', 'in', tokensGone).execute();
  for (const row of personRows(change)) {
    const { name: _, ...others } = row;
    await query
      .insertInto('person')
      .values(row)
      .onConflict((on) => on.column('name').doUpdateSet(others))
      .execute();
  }
  for (const row of tokenRows(change)) {
    await query
      .insertInto('token')
      .values(row)
      .onConflict((on) => on.column('id').doUpdateSet({ last_used: row.last_used }))
      .execute();
  }
  if (sessionsGone.length > 0)
    await query.deleteFrom('dashboard_session').where('id', 'in', sessionsGone).execute();
  for (const row of sessionRows(change))
    await query
      .insertInto('dashboard_session')
      .values(row)
      .onConflict((on) => on.column('id').doUpdateSet({ last_used: row.last_used }))
      .execute();
  for (const row of revisionRows(change)) await query.insertInto('revision').values(row).execute();
  if (pending !== undefined) await query.deleteFrom('pending').execute();
  if (pending) {
    const { revertsAt, revertsTo } = pending;
    await query
      .insertInto('pending')
      .values({ only_one: 1, reverts_at: revertsAt, reverts_to: revertsTo })
      .execute();
  }
  for (const decision of decisions) {
    await query
      .insertInto('decision')
      .values({ id: decision.id, body: JSON.stringify(decision) })
      .onConflict((on) => on.column('id').doUpdateSet({ body: JSON.stringify(decision) }))
      .execute();
  }
  if (decisionsKept) await query.deleteFrom('decision').where('id', 'not in', decisionsKept).execute();
}

const personRows = ({ people = [] }: Change): PersonRow[] =>
  people.map(({ name, password, disabled, made, lastLogIn }) => ({
    name,
    password,
    disabled: disabled ? 1 : 0,
    made,
    last_log_in: lastLogIn ?? null,
  }));

const tokenRows = ({ tokens = [] }: Change): TokenRow[] =>
  tokens.map(({ id, name, owner, roles, digest, made, expires, lastUsed }) => ({
    id,
    name,
    owner,
    roles: roles === undefined ? null : JSON.stringify(roles),
    digest,
    made,
    expires,
    last_used: lastUsed ?? null,
  }));

const sessionRows = ({ sessions = [] }: Change): SessionRow[] =>
  sessions.map(({ id, user, digest, made, lastUsed }) => ({ id, user, digest, made, last_used: lastUsed }));

const revisionRows = ({ revisions = [] }: Change): RevisionRow[] =>
  revisions.map(({ revision, time, by, note, revertedTo, policy }) => ({
    number: revision,
    time,
    made_by: by ?? null,
    note: note ?? null,
    reverted_to: revertedTo ?? null,
    policy,
  }));
