import { join } from 'node:path';
import type { JournalLine, JournalQuery, JournalRecord } from '@millwright/analytics';
import { type LocalDatabase, type Migration, openLocalDatabase } from '@millwright/store';
import type { AlarmStore, KeptAlarm, KeptStep, NewLine, Opened } from './kept.ts';

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
];

/** As many lines are enough for the figures of a day that is nothing but flood. */
const mostForFigures = 50_000;
/** Deleted at once: others write in between. */
const chunk = 5_000;

type Row = Readonly<Record<string, number | string>>;

/** The one file with the alarms of all engines, for the thread that owns it. */
export class JournalFile implements AlarmStore {
  readonly #file: string;
  readonly #now: () => Date;
  #database: LocalDatabase<object> | undefined;
  /** The engines that know that a damaged file was set aside. */
  readonly #toldAside = new Set<string>();

  /** @param directory Millwright's own */
  constructor(directory: string, now: () => Date) {
    this.#file = join(directory, 'alarms.db');
    this.#now = now;
  }

  async open(engine: string): Promise<Opened> {
    const database = this.#writable();
    const { setAside } = database;
    const alarms = await database.read(async () => keptAlarms(database, engine));
    const isNews = setAside !== undefined && !this.#toldAside.has(engine);
    if (isNews) this.#toldAside.add(engine);
    return { alarms, ...(isNews && { setAside }) };
  }

  async append(engine: string, steps: readonly KeptStep[]): Promise<void> {
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
                'select number, line from journal where engine = ? and number < ? order by number desc limit ?',
              )
              .all(engine, before, limit)
          : database.connection
              .prepare(
                'select number, line from journal where engine = ? and alarm = ? and number < ? order by seq desc limit ?',
              )
              .all(engine, alarm, before, limit);
      return (rows as Row[]).flatMap(({ number, line }) => {
        const [known] = parsed<JournalLine>(line);
        return known ? [{ ...known, number: Number(number) }] : [];
      });
    });
  }

  since(engine: string, ts: number): Promise<readonly NewLine[]> {
    const database = this.#readable();
    return database.read(async () => {
      const standing = database.connection
        .prepare(
          `select line from alarm join journal using (engine, alarm)
          where engine = ? and ts < ? and seq = json_extract(state, '$.raised')
            and json_extract(state, '$.stage') in ('unacknowledged', 'acknowledged')
          order by number`,
        )
        .all(engine, ts);
      const lately = database.connection
        .prepare('select line from journal where engine = ? and ts >= ? order by number desc limit ?')
        .all(engine, ts, mostForFigures);
      return ([...standing, ...lately.reverse()] as Row[]).flatMap(({ line }) => parsed<NewLine>(line));
    });
  }

  async prune(engine: string, before: number, living: readonly string[]): Promise<void> {
    const database = this.#writable();
    const { connection } = database;
    for (let deleted = chunk; deleted === chunk; )
      deleted = await database.write(async () =>
        Number(
          connection
            .prepare(
              'delete from journal where number in (select number from journal where engine = ? and ts < ? limit ?)',
            )
            .run(engine, before, chunk).changes,
        ),
      );
    await database.write(async () => {
      connection
        .prepare(
          'delete from alarm where engine = ? and kept < ? and alarm not in (select value from json_each(?))',
        )
        .run(engine, before, JSON.stringify(living));
    });
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #readable(): LocalDatabase<object> {
    this.#database ??= openLocalDatabase({
      file: this.#file,
      applicationId,
      migrations,
      now: this.#now,
    });
    return this.#database;
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
    const [state = null] = parsed<{ readonly seq?: unknown }>(text);
    const seq = typeof state?.seq === 'number' ? state.seq : Number.MAX_SAFE_INTEGER;
    const newest = last.get(engine, alarm) as Row | undefined;
    const [lastRecord] = parsed<JournalRecord>(newest?.['line']);
    return {
      alarm: String(alarm),
      state,
      after: (after.all(engine, alarm, seq) as Row[]).flatMap(({ line }) => parsed<JournalRecord>(line)),
      last: Number(newest?.['seq'] ?? 0),
      ...(lastRecord && { lastRecord }),
    };
  });
}

/** What this very file wrote; nothing where it is no JSON any more. */
function parsed<Value>(text: unknown): readonly Value[] {
  try {
    return [JSON.parse(String(text)) as Value];
  } catch {
    return [];
  }
}
