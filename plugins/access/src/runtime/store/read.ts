import type { ReadableDatabase } from '@millwright/store';
import type { RecordedDecision } from '../guard/decisions.ts';
import type { Loaded, LocalUser, StoredToken } from './messages.ts';
import type { PersonRow, RevisionRow, Tables, TokenRow } from './tables.ts';

type Read = Omit<Loaded, 'setAside' | 'notices'>;

/** All that is kept in memory: a few hundred rows, and the one policy that holds. */
export function read({ query, read }: ReadableDatabase<Tables>): Promise<Read> {
  return read(async () => {
    const people = await query.selectFrom('person').selectAll().orderBy('name').execute();
    const tokens = await query.selectFrom('token').selectAll().orderBy('made').execute();
    const revisions = await query
      .selectFrom('revision')
      .select(['number', 'time', 'made_by', 'note', 'reverted_to'])
      .orderBy('number')
      .execute();
    const newest = await query
      .selectFrom('revision')
      .select('policy')
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    const pending = await query.selectFrom('pending').selectAll().executeTakeFirst();
    const decisions = await query.selectFrom('decision').select('body').orderBy('id').execute();
    const sessions = await query.selectFrom('dashboard_session').selectAll().execute();
    return {
      people: people.map(localUser),
      tokens: tokens.map(storedToken),
      revisions: revisions.map(revision),
      policy: newest?.policy,
      pending: pending && { revertsAt: pending.reverts_at, revertsTo: pending.reverts_to },
      decisions: decisions.map(({ body }) => JSON.parse(body) as RecordedDecision),
      sessions: sessions.map(({ last_used, ...session }) => ({ ...session, lastUsed: last_used })),
    };
  });
}

function localUser({ name, password, disabled, made, last_log_in }: PersonRow): LocalUser {
  return { name, password, disabled: disabled === 1, made, lastLogIn: last_log_in ?? undefined };
}

function storedToken({ id, name, owner, roles, digest, made, expires, last_used }: TokenRow): StoredToken {
  const within: readonly string[] | undefined = roles === null ? undefined : JSON.parse(roles);
  return { id, name, owner, roles: within, digest, made, expires, lastUsed: last_used ?? undefined };
}

function revision({ number, time, made_by, note, reverted_to }: Omit<RevisionRow, 'policy'>) {
  return {
    revision: number,
    time,
    ...(made_by === null ? {} : { by: made_by }),
    ...(note === null ? {} : { note }),
    ...(reverted_to === null ? {} : { revertedTo: reverted_to }),
  };
}
