import type { DatabaseSync } from 'node:sqlite';

interface Job {
  readonly work: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Runs a piece of work inside a transaction; resolves once it is on disk. */
export type Write = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Serialises writes, and lets those that wait share one transaction: on an SD card each commit costs 5-50 ms. A
 * piece of work that fails is undone alone, by its savepoint; a commit that fails fails all of its group.
 *
 * While a piece of work runs, whatever uses this connection is part of its transaction: work awaits queries only.
 */
export function groupedWriter(database: DatabaseSync): Write {
  let waiting: Job[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await commitGroup(database, group);
    }
    running = false;
  };

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (running) return;
      running = true;
      // After the messages that have already arrived, so that their writes join the group.
      setImmediate(() => void run());
    });
}

async function commitGroup(database: DatabaseSync, group: readonly Job[]): Promise<void> {
  const outcomes: (() => void)[] = [];
  try {
    // Taken only at the first write, the lock could be refused without waiting if another process wrote meanwhile.
    database.exec('begin immediate');
    for (const job of group) outcomes.push(await runInSavepoint(database, job));
    database.exec('commit');
  } catch (reason) {
    if (database.isTransaction) database.exec('rollback');
    for (const { reject } of group) reject(reason);
    return;
  }
  for (const tell of outcomes) tell();
}

/** @returns what to tell the caller once the group is committed */
async function runInSavepoint(database: DatabaseSync, { work, resolve, reject }: Job): Promise<() => void> {
  database.exec('savepoint work');
  try {
    const value = await work();
    database.exec('release work');
    return () => resolve(value);
  } catch (reason) {
    // A full disk makes SQLite undo the whole transaction by itself: then the whole group has failed.
    if (!database.isTransaction) throw reason;
    database.exec('rollback to work');
    database.exec('release work');
    return () => reject(reason);
  }
}
