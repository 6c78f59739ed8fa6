import { join } from 'node:path';
import type { JournalLine, JournalQuery, JournalRecord } from '@millwright/analytics';
import { type LocalDatabase, type Migration, openLocalDatabase, storeErrors } from '@millwright/store';
import { mostLines, pruneJournal } from './journal-retention.ts';
import type { AlarmStore, Aside, KeptAlarm, KeptStep, Opened, Pruned } from './kept.ts';

/** `MWal` */
const applicationId = 0x4d57616c;

/** Append only: files that users have were made by them. */
const migrations: readonly Migration[] = [
  `
  create table alarm (
    engine text not null,
    alarm text not null,
    state text not null,
    kept integer not null,
    primary key (engine, alarm)
  ) strict, without rowid;

  create table journal (
    number integer primary key autoincrement,
    engine text not null,
    alarm text not null,
    seq integer not null,
    ts integer not null,
    line text not null
  ) strict;

  create index journal_of_engine on journal (engine);
  create index journal_of_alarm on journal (engine, alarm, seq);
  create index journal_by_time on journal (engine, ts);
  `,
  `
  create table clock (
    id integer primary key check (id = 1),
    state text not null
  ) strict;
  `,
];

/** As many lines are enough for the figures of a day that is nothing but flood. */
const mostForFigures = 50_000;
/**
 * So large a file is checked at each opening (bytes): it takes a second for a few hundred megabytes. The damage of a
 * larger one is found where it is met.
 */
const checkUpTo = 64 * 1024 * 1024;

type Row = Readonly<Record<string, number | string>>;

/** The one file with the alarms of all engines, for the thread that owns it. */
export class JournalFile implements AlarmStore {
  readonly #file: string;
  readonly #now: () => Date;
  readonly #most: number;
  #database: LocalDatabase<object> | undefined;
  /** What was set aside last since this Node-RED runs, and the engines that have been told of it. */
  #aside: Aside | undefined;
  readonly #toldAside = new Set<string>();
  /** Damage was met: all of the file is looked at when it is opened next, however large it is. */
  #isSuspicious = false;

  /** @param directory Millwright's own; @param most so many lines of each engine are kept */
  constructor(directory: string, now: () => Date, most = mostLines) {
    this.#file = join(directory, 'alarms.db');
    this.#now = now;
    this.#most = most;
  }

  open(engine: string): Promise<Opened> {
    return this.#watchful(async () => {
      const database = this.#writable();
      const alarms = await database.read(async () => keptAlarms(database, engine));
      const aside = this.#aside && { ...this.#aside, isNews: this.#news(engine) !== undefined };
      return { alarms, ...(aside && { aside }) };
    });
  }

  append(engine: string, steps: readonly KeptStep[]): Promise<Aside | undefined> {
    return this.#watchful(async () => {
      const database = this.#writable();
      const now = this.#now().getTime();
      await database.write(async () => {
        const state = database.connection.prepare('insert or replace into alarm values (?, ?, ?, ?)');
        const journal = database.connection.prepare(
          'insert into journal (engine, alarm, seq, ts, line) values (?, ?, ?, ?, ?)',
        );
        for (const step of steps) {
          state.run(engine, step.alarm, JSON.stringify(step.state), now);
          for (const line of step.lines)
            journal.run(engine, step.alarm, line.seq, line.ts, JSON.stringify(line));
        }
      });
      return this.#news(engine);
    });
  }

  page(
    engine: string,
    { before = Number.MAX_SAFE_INTEGER, limit, alarm }: JournalQuery,
  ): Promise<readonly JournalLine[]> {
    const database = this.#readable();
    return database.read(async () => {
      const rows =
        alarm === undefined
          ? database.connection
              .prepare(
                'select number, line from journal where engine = ? and number < ? order by number desc',
              )
              .iterate(engine, before)
          : database.connection
              .prepare(
                'select number, line from journal where engine = ? and alarm = ? and number < ? order by seq desc',
              )
              .iterate(engine, alarm, before);
      const page: JournalLine[] = [];
      // A page that is short is the last one: a line that cannot be read must not make it short.
      for (const { number, line } of rows as Iterable<Row>) {
        for (const known of recordsOf<JournalLine>(line)) page.push({ ...known, number: Number(number) });
        if (page.length === limit) break;
      }
      return page;
    });
  }

  since(engine: string, ts: number): Promise<readonly JournalRecord[]> {
    return this.#watchful(() => this.#since(engine, ts));
  }

  prune(engine: string, kept: number, living: readonly string[]): Promise<Pruned> {
    const [now, most] = [this.#now().getTime(), this.#most];
    return this.#watchful(() => pruneJournal(this.#writable(), engine, { kept, living, now, most }));
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #since(engine: string, ts: number): Promise<readonly JournalRecord[]> {
    const database = this.#readable();
    return database.read(async () => {
      // What is read of a state that is no JSON would be an error, and one alarm's damage that of all.
      const standing = database.connection
        .prepare(
          `select line from
            (select engine, alarm, case when json_valid(state) then state end known from alarm where engine = ?)
            join journal using (engine, alarm)
          where ts < ? and seq = json_extract(known, '$.raised')
            and json_extract(known, '$.stage') in ('unacknowledged', 'acknowledged')
          order by number`,
        )
        .all(engine, ts);
      const lately = database.connection
        .prepare('select line from journal where engine = ? and ts >= ? order by number desc limit ?')
        .all(engine, ts, mostForFigures);
      return ([...standing, ...lately.reverse()] as Row[]).flatMap(({ line }) => recordsOf(line));
    });
  }

  /** Damage that is met sets the file aside at the next opening: else it would fail for good. */
  async #watchful<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (storeErrors.damaged.is(error)) {
        this.#isSuspicious = true;
        this.close();
      }
      throw error;
    }
  }

  /** What this engine has to be told, once. */
  #news(engine: string): Aside | undefined {
    if (!this.#aside || this.#toldAside.has(engine)) return undefined;
    this.#toldAside.add(engine);
    return this.#aside;
  }

  #readable(): LocalDatabase<object> {
    this.#database ??= this.#open();
    return this.#database;
  }

  #open(): LocalDatabase<object> {
    const database = openLocalDatabase<object>({
      file: this.#file,
      applicationId,
      migrations,
      now: this.#now,
      ...(!this.#isSuspicious && { checkUpTo }),
    });
    this.#isSuspicious = false;
    const { setAside } = database;
    if (setAside !== undefined) {
      this.#aside = { file: setAside, ts: this.#now().getTime() };
      this.#toldAside.clear();
    }
    return database;
  }

  /** What could only be read when it was opened may be writable by now. */
  #writable(): LocalDatabase<object> {
    if (this.#database?.unwritable) this.close();
    return this.#readable();
  }
}

function keptAlarms({ connection }: LocalDatabase<object>, engine: string): readonly KeptAlarm[] {
  const last = connection.prepare(
    'select seq, line from journal where engine = ? and alarm = ? order by seq desc limit 1',
  );
  const after = connection.prepare(
    'select line from journal where engine = ? and alarm = ? and seq > ? order by seq',
  );
  const rows = connection.prepare('select alarm, state from alarm where engine = ?').all(engine) as Row[];
  return rows.map(({ alarm = '', state: text }) => {
    const state = parsed(text) as { readonly seq?: unknown } | null;
    const seq = typeof state?.seq === 'number' ? state.seq : Number.MAX_SAFE_INTEGER;
    const newest = last.get(engine, alarm) as Row | undefined;
    const [lastRecord] = recordsOf(newest?.['line']);
    return {
      alarm: String(alarm),
      state,
      after: (after.all(engine, alarm, seq) as Row[]).flatMap(({ line }) => recordsOf(line)),
      last: Number(newest?.['seq'] ?? 0),
      ...(lastRecord && { lastRecord }),
    };
  });
}

/** A line as this very file wrote it; nothing where it cannot be one any more. */
function recordsOf<Line extends JournalRecord>(text: unknown): readonly Line[] {
  const line = parsed(text) as Partial<Line> | null;
  const isLine =
    typeof line?.alarm === 'string' &&
    typeof line.to === 'string' &&
    Number.isFinite(line.seq) &&
    Number.isFinite(line.ts);
  return isLine ? [line as Line] : [];
}

/** Null where it is no JSON any more. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
