import { type RawBuilder, sql } from 'kysely';
import type { FleetDatabase } from './tables.ts';

interface Job {
  readonly work: (transaction: FleetDatabase) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Runs a piece of work inside a transaction; resolves once it is committed. */
export type GroupedWrite = <Result>(work: (transaction: FleetDatabase) => Promise<Result>) => Promise<Result>;

/**
 * Writes one after the other, and those that wait share a transaction: reports of hundreds of devices are one commit. A
 * piece of work that fails is undone alone, by its savepoint; a commit that fails fails all of its group.
 *
 * @param turn waits until no other hub writes
 */
export function groupedTransactions(database: FleetDatabase, turn: RawBuilder<unknown>): GroupedWrite {
  let waiting: Job[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await commitGroup(database, turn, group);
    }
    running = false;
  };

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (running) return;
      running = true;
      setImmediate(() => void run());
    });
}

async function commitGroup(
  database: FleetDatabase,
  turn: RawBuilder<unknown>,
  group: readonly Job[],
): Promise<void> {
  try {
    const outcomes = await database.transaction().execute(async (transaction) => {
      await turn.execute(transaction);
      const told: (() => void)[] = [];
      for (const job of group) told.push(await runInSavepoint(transaction, job));
      return told;
    });
    for (const tell of outcomes) tell();
  } catch (reason) {
    for (const { reject } of group) reject(reason);
  }
}

/** @returns what to tell the caller once the group is committed */
async function runInSavepoint(transaction: FleetDatabase, { work, resolve, reject }: Job) {
  await sql`savepoint work`.execute(transaction);
  try {
    const value = await work(transaction);
    await sql`release savepoint work`.execute(transaction);
    return () => resolve(value);
  } catch (reason) {
    // Without a connection this fails too, and with it the group.
    await sql`rollback to savepoint work`.execute(transaction);
    await sql`release savepoint work`.execute(transaction);
    return () => reject(reason);
  }
}
