import { type ClockState, type LocalDatabase, lookAtClock } from '@millwright/store';
import type { Pruned } from './kept.ts';

/** So many lines an engine keeps at most, about 360 MB, however young they are: an alarm that chatters must not fill the disk. */
export const mostLines = 1_000_000;
/** Deleted at once: others write in between. */
const chunk = 5_000;
/** Space that is given back to the disk in one step (bytes). */
const bytesAtOnce = 1024 * 1024;

export interface PruneRequest {
  /** How long lines are kept (ms). */
  readonly kept: number;
  /** Ids of the alarms that live. */
  readonly living: readonly string[];
  /** ms UTC */
  readonly now: number;
  /** So many lines of the engine stay at most. */
  readonly most: number;
}

type Database = Pick<LocalDatabase<object>, 'connection' | 'write' | 'giveBack'>;

/**
 * Deletes the lines that are too old or too many, and what is kept of alarms that are normal, do not live and have not
 * changed for as long. By age nothing goes while the clock is in doubt. What stands is never deleted.
 */
export async function pruneJournal(
  database: Database,
  engine: string,
  { kept, living, now, most }: PruneRequest,
): Promise<Pruned> {
  const { connection } = database;
  const { doubt } = await seeClock(database, now);
  const before = now - kept;
  const old = 'select number from journal where engine = ? and ts < ? limit ?';
  if (!doubt) await deleteLines(database, old, [engine, before]);
  const last = connection
    .prepare('select number from journal where engine = ? order by number desc limit 1 offset ?')
    .get(engine, most);
  if (last) {
    const surplus = 'select number from journal where engine = ? and number <= ? limit ?';
    await deleteLines(database, surplus, [engine, Number(last['number'])]);
  }
  if (!doubt)
    await database.write(async () => {
      connection
        .prepare(
          `delete from alarm where engine = ? and kept < ?
            and alarm not in (select value from json_each(?))
            and case when json_valid(state) then json_extract(state, '$.stage') end = 'normal'`,
        )
        .run(engine, before, JSON.stringify(living));
    });
  while ((await database.giveBack(bytesAtOnce)) > 0);
  return doubt ? { doubt } : {};
}

/** @param selection of numbers, with the most of them as its last parameter */
async function deleteLines(
  { connection, write }: Database,
  selection: string,
  parameters: readonly (number | string)[],
): Promise<void> {
  for (let deleted = chunk; deleted === chunk; )
    deleted = await write(async () =>
      Number(
        connection.prepare(`delete from journal where number in (${selection})`).run(...parameters, chunk)
          .changes,
      ),
    );
}

/** Looks at the clock, and remembers what it said. Where nobody has looked yet, the newest line says what the time was. */
function seeClock({ connection, write }: Database, now: number): Promise<ClockState> {
  return write(async () => {
    const row = connection.prepare('select state from clock').get();
    const newest = connection.prepare('select ts from journal order by number desc limit 1').get();
    const known = stateIn(row) ?? (newest && { seen: Number(newest['ts']) });
    const state = lookAtClock(known, now);
    connection.prepare('insert or replace into clock values (1, ?)').run(JSON.stringify(state));
    return state;
  });
}

/** Undefined where it is damaged: then age only waits the longer. */
function stateIn(row: Readonly<Record<string, unknown>> | undefined): ClockState | undefined {
  try {
    const state = JSON.parse(String(row?.['state'])) as ClockState;
    return Number.isFinite(state.seen) ? state : undefined;
  } catch {
    return undefined;
  }
}
