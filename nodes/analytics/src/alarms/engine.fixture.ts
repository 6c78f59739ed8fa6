import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AlarmRequest } from '@millwright/analytics';
import { storeErrors } from '@millwright/store';
import { ManualClock } from '@millwright/tags';
import { Engine } from './engine.ts';
import { JournalFile } from './journal-file.ts';
import type { AlarmStore } from './kept.ts';
import type { AlarmPlan } from './plan.ts';
import type { Change, WatchedAlarm } from './watched-alarm.ts';

/** A Tuesday, so that nothing happens at midnight. */
export const start = Date.UTC(2026, 10, 24, 12);
export const hour = 3_600_000;

export const levelHigh: AlarmPlan = {
  definition: {
    id: 'level',
    priority: 2,
    onDelay: 0,
    offDelay: 0,
    latching: false,
    autoAcknowledge: false,
    longestShelving: 8 * hour,
  },
  condition: { kind: 'limit', level: 'hi', at: 90, deadband: 2 },
  text: 'Filler: level high',
  area: 'Filling',
  tag: 'filler.level',
  unit: '%',
  setPoint: null,
  staleAfter: 0,
};

/** A reading of good quality. @param ts ms UTC */
export const good = (value: number, ts = start) => ({ ts, value, quality: 'good' }) as const;

export const shelve = {
  kind: 'shelve',
  alarm: 'level',
  duration: hour,
  oneShot: false,
  note: 'pump',
} as const;

export const named = (id: string, more: Partial<AlarmPlan['definition']> = {}): AlarmPlan => ({
  ...levelHigh,
  definition: { ...levelHigh.definition, ...more, id },
});

/** An engine over a real file, which can be restarted, and whose disk can be full. */
export class Bench {
  readonly clock = new ManualClock(start);
  readonly steps: Change['records'][number][] = [];
  readonly faults: string[] = [];
  readonly operations: object[] = [];
  /** What the disk says to a write, and to whoever opens it. */
  isFull = false;
  isGone = false;
  /** How often old lines have been deleted, and what was said of that. */
  prunes = 0;
  readonly warnings: string[] = [];
  /** Writes wait until it is called. */
  release: (() => void) | undefined;
  engine: Engine;
  readonly #directory = mkdtempSync(join(tmpdir(), 'millwright-alarms-'));
  #file = this.#openFile();

  constructor() {
    this.engine = this.#make();
  }

  watch(plan: AlarmPlan = levelHigh): WatchedAlarm {
    return this.engine.watch(plan, ({ records }) => void this.steps.push(...records));
  }

  async started(plan: AlarmPlan = levelHigh): Promise<WatchedAlarm> {
    const alarm = this.watch(plan);
    await this.engine.start();
    return alarm;
  }

  /** Kills or ends what runs, and begins anew with what is on disk. */
  async restart(how: 'closed' | 'killed' = 'closed', plan: AlarmPlan = levelHigh): Promise<WatchedAlarm> {
    if (how === 'closed') await this.engine.close();
    this.#file.close();
    this.#file = this.#openFile();
    this.engine = this.#make();
    return this.started(plan);
  }

  /** Ends the engine and begins it anew, as a deploy does, over the file that is open. */
  async deploy(plan: AlarmPlan = levelHigh): Promise<WatchedAlarm> {
    await this.engine.close();
    this.engine = this.#make();
    return this.started(plan);
  }

  /** Lets time pass (ms) in which old lines are deleted once. */
  async pruned(time: number): Promise<void> {
    const next = this.prunes + 1;
    this.clock.advance(time);
    while (this.prunes < next) await new Promise((resolve) => setImmediate(resolve));
  }

  act(request: AlarmRequest, name = 'ann'): Promise<void> {
    return this.engine.act(request, { kind: 'user', name }, { node: 'list' });
  }

  acknowledge(id = 'level', name = 'ann'): Promise<void> {
    const found = this.engine.alarms().find((each) => each.id === id);
    const { occurrence = 0, seq = 0 } = found?.state ?? {};
    return this.act({ kind: 'acknowledge', alarm: id, occurrence, seq }, name);
  }

  /** Changes what is on disk behind the engine's back, as a bad disk or a meddler does. */
  spoil(statement: string): void {
    const database = new DatabaseSync(join(this.#directory, 'alarms.db'));
    database.exec(statement);
    database.close();
  }

  /** Leaves of the file what a bad disk may leave of one. */
  damage(): void {
    this.#file.close();
    writeFileSync(join(this.#directory, 'alarms.db'), '');
  }

  /** Leaves of each page but the first what a bad disk may leave of one, while the file is open. */
  damagePages(): void {
    // What was changed elsewhere is read from the disk again.
    this.spoil("insert into alarm values ('', '', '', 0); pragma wal_checkpoint(truncate)");
    const file = join(this.#directory, 'alarms.db');
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, 4096), { flag: 'r+' });
  }

  /** Where the alarm is now; undefined where it is not listed. */
  stage(id = 'level'): string | undefined {
    return this.engine.alarms().find((each) => each.id === id)?.state.stage;
  }

  /** What has been written. */
  async written(): Promise<readonly string[]> {
    const lines = await this.#file.page('engine', { limit: 500 });
    return lines.map(({ alarm, from, to }) => `${alarm} ${from} ${to}`).reverse();
  }

  async close(): Promise<void> {
    await this.engine.close();
    this.#file.close();
    rmSync(this.#directory, { recursive: true });
  }

  #openFile(): JournalFile {
    return new JournalFile(this.#directory, () => new Date(this.clock.now()));
  }

  #make(): Engine {
    const warn = (message: string): void => void this.warnings.push(message);
    const log = { info: () => {}, warn, error: () => {} };
    return new Engine({
      id: 'engine',
      name: 'Plant',
      days: 30,
      clock: this.clock,
      store: this.#store(),
      host: () => ({
        operate: (options, run) => {
          this.operations.push(options);
          return run({} as Parameters<typeof run>[0]);
        },
      }),
      log,
      onFault: (error) => void this.faults.push(String((error as { code?: unknown }).code)),
    });
  }

  #store(): AlarmStore {
    const file = this.#file;
    // What was killed does nothing any more, nor does it ever hear of it. While it lives nothing waits for this.
    const alive = (): Promise<never> | undefined => (file === this.#file ? undefined : new Promise(() => {}));
    return {
      open: async (engine) => {
        if (this.isGone) throw storeErrors.notWritable({ file: 'alarms.db' });
        return file.open(engine);
      },
      append: async (engine, steps) => {
        if (this.release)
          await new Promise<void>((resolve) => {
            this.release = resolve;
          });
        if (this.isFull) throw storeErrors.diskFull({ file: 'alarms.db' });
        const aside = await (alive() ?? file.append(engine, steps));
        await alive();
        return aside;
      },
      page: (engine, query) => file.page(engine, query),
      since: (engine, ts) => file.since(engine, ts),
      prune: async (engine, kept, living) => {
        const pruned = await (alive() ?? file.prune(engine, kept, living));
        // What comes of it is done by then.
        setImmediate(() => {
          this.prunes += 1;
        });
        return pruned;
      },
    };
  }
}

/** Gives each test of the suite in which it is called a bench of its own. */
export function eachWithBench(take: (bench: Bench) => void): void {
  let bench: Bench;
  beforeEach(() => {
    bench = new Bench();
    take(bench);
  });
  afterEach(() => bench.close());
}

/** Until what was begun has come to disk. */
export async function settled(bench: Bench, steps: number): Promise<void> {
  while ((await bench.written()).length < steps) await new Promise((resolve) => setImmediate(resolve));
}
