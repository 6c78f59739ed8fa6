import { isCodedError, requestErrors } from '@millwright/schema';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { fleetErrors } from '../../../common/errors.ts';
import { callsOf } from './calls.ts';
import { groupedTransactions } from './grouped-transactions.ts';
import { migratePostgres } from './migrate-postgres.ts';
import type { FleetStore } from './open-store.ts';
import { isTextFailure, isWorldFailure, reasonOf } from './postgres-failure.ts';
import type { FleetDatabase, Tables } from './tables.ts';

export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly ssl: boolean;
  readonly password?: string;
}

/** The type of `bigint`, which comes as text otherwise: no number here is beyond 2^53. */
const bigint = 20;
const connectWithin = 5_000;
/** A statement takes milliseconds; what takes that long hangs. */
const answerWithin = 30_000;

/** Hubs on one database write one after the other; the number is the id of the same in SQLite. */
const turn = sql`select pg_advisory_xact_lock(1297573484)`;

/** The calls of the store on PostgreSQL. Constructs only: it connects, and makes its tables, with the first call. */
export function createPostgresStore(address: PostgresAddress): FleetStore {
  const { host, port, database, user, ssl, password } = address;
  const pool = new Pool({
    host,
    port,
    database,
    user,
    ssl,
    password: password ?? '',
    max: 4,
    connectionTimeoutMillis: connectWithin,
    query_timeout: answerWithin,
    allowExitOnIdle: true,
    application_name: 'millwright-fleet',
    types: { getTypeParser: typeParser },
  });
  // A connection that is lost while nobody uses it; whoever needs one gets another.
  pool.on('error', () => undefined);
  const query: FleetDatabase = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const known = { host, port, database };
  const guard = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      if (isCodedError(error)) throw error;
      if (isTextFailure(error)) throw requestErrors.invalid({ problems: [unstorable] }, { cause: error });
      if (!isWorldFailure(error)) throw error;
      throw fleetErrors.storeUnreachable({ ...known, reason: reasonOf(error) }, { cause: error });
    }
  };

  let migrated: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    migrated ??= migratePostgres(query, turn, database).catch((error: unknown) => {
      migrated = undefined;
      throw error;
    });
    return migrated;
  };
  const write = groupedTransactions(query, turn);
  const calls = callsOf((work, writing, parameters) =>
    guard(async () => {
      await ready();
      if (writing) return write((transaction) => work(transaction, ...parameters));
      return query
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((transaction) => work(transaction, ...parameters));
    }),
  );
  let closing: Promise<void> | undefined;
  return {
    ...calls,
    figures: () =>
      guard(async () => {
        await ready();
        const size = sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`;
        const { rows } = await size.execute(query);
        return { bytes: rows[0]?.bytes ?? 0 };
      }),
    close() {
      closing ??= query.destroy();
      return closing;
    },
  };
}

/** SQLite keeps every text, PostgreSQL none with a character of no code. */
const unstorable = { path: [], code: 'malformed' };

/** Of text only: what is asked for in binary is taken as it is. */
const typeParser = ((type: number, format?: string) =>
  format === 'binary' ? (value: unknown) => value : (text: string) => parsed(type, text)) as never;

const parsed = (type: number, text: string): unknown =>
  type === bigint || type === 23 || type === 21 ? Number(text) : type === 16 ? text === 't' : text;
