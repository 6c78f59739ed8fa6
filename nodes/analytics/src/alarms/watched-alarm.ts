import {
  type AlarmEntry,
  type AlarmEvent,
  type AlarmState,
  type AlarmStep,
  type ConditionMemory,
  evaluate,
  type JournalRecord,
  memoryOf,
  newAlarm,
  type Reading,
  restart,
  step,
} from '@millwright/analytics';
import type { Clock } from '@millwright/tags';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { arrival, Freshness } from './freshness.ts';
import type { JournalWriter } from './journal-writer.ts';
import type { KeptStep } from './kept.ts';
import type { AlarmPlan } from './plan.ts';
import type { UndatedCommand } from './request.ts';
import { type TurnKind, Turns } from './turns.ts';

export interface Change {
  readonly before: AlarmState;
  readonly after: AlarmState;
  readonly records: readonly JournalRecord[];
}

export interface Surroundings {
  readonly clock: Clock;
  readonly journal: Pick<JournalWriter, 'add' | 'commit'>;
  /** It has been told something, or time has passed. */
  readonly onChange: (alarm: WatchedAlarm, change: Change) => void;
  /** So much was told while it waited that some of it was passed over. */
  readonly onPassedOver: (alarm: WatchedAlarm) => void;
  /** It was told a reading that is older than the newest one, and passed it over. */
  readonly onOlder: (alarm: WatchedAlarm) => void;
}

/** Timers are set for no longer (ms): a machine's clock may be set meanwhile. */
const longestWait = 60_000;
/** So many commands wait for their turn at most: each has somebody who waits for it. */
export const mostCommands = 20;

/**
 * One alarm that lives: what it is told comes one after the other, and waits until it is known what was kept of it, and
 * while a command is on its way to the disk.
 */
export class WatchedAlarm {
  readonly plan: AlarmPlan;
  readonly #around: Surroundings;
  #state: AlarmState;
  #memory: ConditionMemory;
  #setPoint: number | null;
  #last: Reading | undefined;
  readonly #turns: Turns;
  readonly #freshness: Freshness;
  /** Of commands that are not done yet: whoever gave them waits. */
  readonly #commands = new Set<(reason: Error) => void>();
  #cancel: (() => void) | undefined;
  #hasLeft = false;

  constructor(plan: AlarmPlan, around: Surroundings) {
    this.plan = plan;
    this.#around = around;
    this.#turns = new Turns(() => around.onPassedOver(this));
    this.#freshness = new Freshness(around.clock, plan.staleAfter, () =>
      // Where its turn comes late, a reading may have been waiting before it.
      this.#do('reading', () => {
        if (this.#freshness.isStale) this.#lose();
      }),
    );
    this.#state = newAlarm(around.clock.now());
    this.#memory = memoryOf(this.#state);
    this.#setPoint = plan.setPoint;
  }

  get state(): AlarmState {
    return this.#state;
  }

  get entry(): AlarmEntry {
    const { definition, text, area, tag, unit } = this.plan;
    const { id, priority, longestShelving } = definition;
    return {
      id,
      text,
      area,
      priority,
      longestShelving,
      ...(tag !== undefined && { tag }),
      ...(unit !== undefined && { unit }),
      state: this.#state,
    };
  }

  /**
   * Takes up what was kept of it: when it begins, and once more where that could be read only later. What it has been
   * told since then counts.
   */
  resume(kept: AlarmState | undefined): void {
    if (!this.#turns.isHeld) {
      this.#do('kept', () => this.#takeUp(kept));
      return;
    }
    this.#takeUp(kept);
    this.#turns.release();
  }

  /** A reading that is older than the newest one says nothing about how things are now: it is passed over. */
  read(reading: Omit<Reading, 'setPoint'>): void {
    const came = arrival(this.#around.clock);
    this.#do('reading', () => {
      if (this.#freshness.takes(reading.ts, came)) {
        this.#evaluate(reading);
        return;
      }
      this.#around.onOlder(this);
      // A set point may have come with it.
      if (this.#last && this.plan.condition.kind === 'deviation') this.#evaluate(this.#last);
    });
  }

  /** What it watches has said something that cannot be read: it has no value until the next reading. */
  unreadable(): void {
    this.#do('reading', () => this.#lose());
  }

  /**
   * The set point is another one, or is not known any more: the last reading is held against it.
   * @param isFollowed by a reading, which alone is held against it
   */
  setPoint(setPoint: number | null, isFollowed = false): void {
    this.#do('set-point', () => {
      this.#setPoint = setPoint;
      if (!isFollowed && this.#last && this.plan.condition.kind === 'deviation') this.#evaluate(this.#last);
    });
  }

  suppress(on: boolean): void {
    this.#do('suppress', () => this.#tell({ kind: 'suppress', on, ts: this.#now() }));
  }

  /**
   * Does what a person wants, once it is on disk.
   * @throws `alarm.…` where it does not apply, what kept it from being written, `alarm-engine.unknown-alarm` where it left
   *   before its turn came, `alarm-engine.too-many-commands`
   */
  command(command: UndatedCommand, actor: string): Promise<void> {
    if (this.#commands.size >= mostCommands)
      return Promise.reject(alarmEngineErrors.tooManyCommands({ most: mostCommands }));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (this.#hasLeft) reject(this.#gone());
    this.#commands.add(reject);
    this.#do('command', () => this.#carryOut({ ...command, actor, ts: this.#now() }).then(resolve, reject));
    return promise.finally(() => this.#commands.delete(reject));
  }

  /** It is watched no longer. Resolves once nothing is under way. */
  async leave(): Promise<void> {
    this.#hasLeft = true;
    this.#cancel?.();
    this.#freshness.close();
    await this.#turns.stop();
    for (const reject of this.#commands) reject(this.#gone());
  }

  #gone(): Error {
    return alarmEngineErrors.unknownAlarm({ alarm: this.plan.definition.id });
  }

  #takeUp(kept: AlarmState | undefined): void {
    const now = this.#now();
    const { suppressed } = this.#state;
    const next = restart(this.plan.definition, kept ?? newAlarm(now), now);
    this.#memory = memoryOf(next.state);
    this.#take(next);
    if (suppressed) this.#tell({ kind: 'suppress', on: true, ts: now });
    if (this.#last) this.#evaluate(this.#last);
  }

  async #carryOut(event: AlarmEvent): Promise<void> {
    const next = step(this.plan.definition, this.#state, event);
    if (next.refused) {
      // What had become due before it has happened all the same.
      this.#take(next);
      throw next.refused;
    }
    if (next.records.length > 0) await this.#around.journal.commit(this.#kept(next));
    this.#take(next, true);
  }

  #evaluate(reading: Reading): void {
    this.#last = reading;
    const { memory, event } = evaluate(this.plan.condition, this.#memory, {
      ...reading,
      setPoint: this.#setPoint,
    });
    this.#memory = memory;
    // When a sample came about is for rates; delays run by the clock here, which others cannot set.
    if (event) this.#tell({ ...event, ts: this.#now() });
  }

  #lose(): void {
    this.#evaluate({ ts: this.#now(), value: null, quality: 'bad' });
  }

  #tell(event: AlarmEvent): void {
    this.#take(step(this.plan.definition, this.#state, event));
  }

  #take(next: AlarmStep, isKept = false): void {
    const before = this.#state;
    const after = next.state;
    this.#state = after;
    this.#arm(next.due);
    const { records } = next;
    // What goes on underneath stands in no journal: it is in the state alone.
    const isWorthKeeping =
      records.length > 0 || before.suppressed !== after.suppressed || before.active !== after.active;
    if (isWorthKeeping && !isKept) this.#around.journal.add(this.#kept(next));
    if (!this.#hasLeft) this.#around.onChange(this, { before, after, records });
  }

  #kept({ state, records }: AlarmStep): KeptStep {
    const { definition, text, area } = this.plan;
    return { alarm: definition.id, state, lines: records.map((record) => ({ ...record, text, area })) };
  }

  #arm(due: number | undefined): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (due === undefined || this.#hasLeft) return;
    const wait = Math.min(Math.max(1, due - this.#now()), longestWait);
    this.#cancel = this.#around.clock.after(wait, () =>
      this.#do('time', () => this.#tell({ kind: 'time', ts: this.#now() })),
    );
  }

  #do(kind: TurnKind, run: () => void | Promise<void>): void {
    if (!this.#hasLeft) this.#turns.add(kind, run);
  }

  #now(): number {
    return this.#around.clock.now();
  }
}
