import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import {
  type AuditEvent,
  type EpochKey,
  Frontier,
  logApplicationId,
  logMigrations,
  makeKey,
  readPublicKey,
  splitDigests,
} from '@millwright/ledger';
import { keepPrivate, type LocalDatabase, openLocalDatabase, storageFailure } from '@millwright/store';
import { auditErrors } from '../../common/errors.ts';
import type { Notice } from '../../common/log.ts';
import { noticeOf } from '../notice.ts';
import { KeyFiles } from './key-files.ts';
import { takeLeaves } from './leaves.ts';
import { LogFile, type Progress } from './log-file.ts';
import type { LogCheckpoint, LogData } from './messages.ts';
import { beginEvent, rotateEvent, unknownEvent } from './own-events.ts';
import { isAlive, ownRun, readRuns, runName } from './runs.ts';
import { storedEvent } from './stored-event.ts';

export const logFileIn = (directory: string): string => join(directory, 'audit.db');
const asideName = /^audit\.damaged-.*\.db$/;

/**
 * Nothing is checked when the log is opened, unless it is found to be damaged: one event that cannot be read must not
 * take all others with it, and the whole log is checked each day.
 */
const checkUpTo = 0;

export interface OpenLogOptions extends Pick<LogData, 'directory' | 'boot' | 'began'> {
  /** What the instance is called. */
  readonly instance: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** It was found to be damaged: look at all of it, however large it is, and set it aside if so. */
  readonly suspicious: boolean;
}

/**
 * Opens `audit.db` in Millwright's directory, or begins it. Intents that a former run has left without an outcome get
 * `unknown`; those of another process that has the log open too are its own.
 *
 * @throws errors of the `store` table
 */
export async function openLog(options: OpenLogOptions): Promise<LogFile> {
  const { directory, now, suspicious } = options;
  const file = logFileIn(directory);
  const database = openLocalDatabase<unknown>({
    file,
    applicationId: logApplicationId,
    migrations: logMigrations,
    now: () => new Date(now()),
    ...(suspicious ? {} : { checkUpTo }),
  });
  try {
    const keys = openKeyFiles(directory, database.unwritable !== undefined);
    const notices = noticesOf(directory, database, keys);
    return await openOn(database, keys, notices, options);
  } catch (error) {
    database.close();
    throw storageFailure(error, file) ?? error;
  }
}

async function openOn(
  database: LocalDatabase<unknown>,
  keys: KeyFiles,
  notices: Notice[],
  { instance, boot, began, now }: OpenLogOptions,
): Promise<LogFile> {
  const { connection } = database;
  const epochs = readEpochs(connection);
  const first = epochs[0];
  const origin = first?.public.name ?? newOrigin(instance);
  const { checkpoint, frontier, missing } = readTree(connection);
  if (missing !== undefined) notices.push(noticeOf(auditErrors.incomplete({ seq: missing })));
  const runs = readRuns(connection).filter((run) => run.boot !== boot);
  const neighbours = runs.filter(isAlive);
  const left = readIntents(connection, boot, new Set(neighbours.map((run) => run.boot)));

  const last = epochs.at(-1);
  const found = last && keys.read(last.epoch, last.public);
  const key = found ?? makeKey(origin);
  const epoch: EpochKey =
    last && found
      ? last
      : { epoch: last ? last.epoch + 1 : 0, since: frontier.size, public: key.public, handover: undefined };
  const progress: Progress = {
    frontier,
    checkpoint,
    intents: left.ours,
    epoch,
    epochTime: found ? timeOf(connection, epoch.since) : now(),
    key,
  };
  const { fingerprint } = first?.public ?? key.public;
  const log = new LogFile(
    {
      database,
      keys,
      opening: randomBytes(8).toString('hex'),
      origin,
      fingerprint,
      notices,
      boot,
      began,
      now,
    },
    instance,
    progress,
  );
  log.neighbours = neighbours;
  if (database.unwritable) return log;

  if (!found) {
    keys.write(epoch.epoch, key);
    await log.step(({ statements, append }) => {
      statements.insertKey.run(epoch.epoch, key.public.text, epoch.since, null);
      append(
        log.event(
          last ? rotateEvent(epoch, now()) : beginEvent({ origin, publicKey: key.public.text }, now()),
        ),
      );
    });
    if (last) notices.push(noticeOf(auditErrors.keyLost({ file: keys.file(last.epoch) })));
  }
  keys.destroyAllBut(epoch.epoch);
  const entered = log.step(({ statements, size, append }) => {
    for (const intent of left.others) append(log.event(unknownEvent(intent, now())));
    for (const run of runs) if (!neighbours.includes(run)) statements.removeMeta.run(runName(run.boot));
    statements.addMeta.run(runName(boot), ownRun(size));
  });
  await entered.catch((error: unknown) => {
    // On a full disk the log can still be read; it is opened anew before anything is written.
    if (left.others.length > 0) throw error;
  });
  return log;
}

/** A name that no other log has: part of all that is signed, so without white space and `+`. */
const newOrigin = (instance: string): string =>
  `millwright/audit/${instance.replace(/[^\w.-]+/g, '-').slice(0, 60)}/${randomBytes(4).toString('hex')}`;

function openKeyFiles(directory: string, isReadOnly: boolean): KeyFiles {
  const keys = join(directory, 'keys');
  try {
    return new KeyFiles(keys, isReadOnly);
  } catch (error) {
    throw storageFailure(error, keys) ?? error;
  }
}

function noticesOf(directory: string, database: LocalDatabase<unknown>, keys: KeyFiles): Notice[] {
  const aside = readdirSync(directory).filter((name) => asideName.test(name));
  const exposed = [...(keepPrivate(directory) ? [] : [directory]), ...database.exposed, ...keys.exposed];
  return [
    ...aside.map((name) => noticeOf(auditErrors.setAside({ file: join(directory, name) }))),
    ...exposed.map((file) => noticeOf(auditErrors.exposed({ file }))),
  ];
}

/** Rows that name no key are left to the verifier: whoever changed them must not keep the log from going on. */
function readEpochs(connection: DatabaseSync): EpochKey[] {
  const rows = connection.prepare('select epoch, public, since, handover from key order by epoch').all();
  return rows.flatMap(({ epoch, public: text, since, handover }) => {
    try {
      return [
        {
          epoch: Number(epoch),
          since: Number(since),
          public: readPublicKey(String(text)),
          handover: handover === null ? undefined : String(handover),
        },
      ];
    } catch {
      return [];
    }
  });
}

/** The tree as the last checkpoint has kept it, and the leaves after it. */
function readTree(connection: DatabaseSync): {
  checkpoint: LogCheckpoint | undefined;
  frontier: Frontier;
  /** The first event that should be there and is not. */
  missing: number | undefined;
} {
  const { checkpoint, frontier } = readLastCheckpoint(connection);
  let missing: number | undefined;
  const last = connection.prepare('select max(seq) as seq from event').get()?.seq;
  if (frontier.size > 0 && Number(last ?? -1) < frontier.size - 1) missing = Number(last ?? -1) + 1;
  const gap = takeLeaves(connection, frontier);
  missing ??= gap;
  return { checkpoint, frontier, missing };
}

function readLastCheckpoint(connection: DatabaseSync): {
  checkpoint: LogCheckpoint | undefined;
  frontier: Frontier;
} {
  const rows = connection
    .prepare('select size, time, note, frontier from checkpoint order by size desc')
    .iterate();
  for (const { size, time, note, frontier } of rows) {
    try {
      return {
        checkpoint: { size: Number(size), time: Number(time), note: String(note) },
        frontier: Frontier.from(Number(size), splitDigests(frontier as Uint8Array)),
      };
    } catch {
      // It was changed: the verifier says so.
    }
  }
  return { checkpoint: undefined, frontier: new Frontier() };
}

/** Intents without an outcome: those of this run, and of others that live, may still get one. In the order of their index, so that SQLite takes it. */
function readIntents(
  connection: DatabaseSync,
  boot: string,
  living: ReadonlySet<string>,
): { ours: ReadonlyMap<string, number>; others: readonly AuditEvent[] } {
  const from = Number(
    connection.prepare("select value from meta where name = 'unfinished'").get()?.value ?? 0,
  );
  const rows = connection
    .prepare(
      `select record from event as intent
       where outcome is null and operation >= '' and +seq >= ? and not exists (
         select 1 from event where operation = intent.operation and outcome is not null and seq > intent.seq
       ) order by operation`,
    )
    .all(from);
  const intents = rows.flatMap(({ record }) => storedEvent(record) ?? []).sort((a, b) => a.seq - b.seq);
  return {
    ours: new Map(
      intents.flatMap(({ boot: ofRun, operation, seq }) =>
        ofRun === boot && operation !== undefined ? [[operation, seq]] : [],
      ),
    ),
    others: intents.filter((intent) => intent.boot !== boot && !living.has(intent.boot)),
  };
}

/** When an event happened: milliseconds since 1970; 0 if it is not there. */
const timeOf = (connection: DatabaseSync, seq: number): number =>
  Date.parse(String(connection.prepare('select time from event where seq = ?').get(seq)?.time)) || 0;
