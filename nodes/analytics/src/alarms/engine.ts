import type {
  AlarmEngine,
  AlarmEntry,
  AlarmReadiness,
  AlarmRequest,
  AlarmState,
  Commander,
  Figures,
  JournalLine,
  JournalQuery,
  Through,
} from '@millwright/analytics';
import type { Host, Log } from '@millwright/runtime';
import { isCodedError } from '@millwright/schema';
import { longestStep } from '@millwright/store';
import type { Clock } from '@millwright/tags';
import { alarmEngineErrors } from '../common/alarm-errors.ts';
import { DayFigures } from './day-figures.ts';
import { Followers, looksOther } from './followers.ts';
import { JournalWriter } from './journal-writer.ts';
import type { AlarmStore, Aside, KeptAlarm, KeptStep, Pruned } from './kept.ts';
import { stateOf } from './kept-state.ts';
import { operate } from './operations.ts';
import type { AlarmPlan } from './plan.ts';
import type { UndatedCommand } from './request.ts';
import { Roll } from './roll.ts';
import { mostTold } from './turns.ts';
import { type Change, WatchedAlarm } from './watched-alarm.ts';

export interface EngineOptions {
  readonly id: string;
  readonly name: string;
  /** How long lines of the journal are kept. */
  readonly days: number;
  readonly clock: Clock;
  readonly store: AlarmStore;
  /** The plugin, while it runs. */
  readonly host: () => Pick<Host, 'operate'> | undefined;
  readonly log: Log;
  /** What went wrong, for people to see; the alarms go on. */
  readonly onFault: (error: unknown) => void;
}

export const mostAlarms = 2_000;
const minute = 60_000;
const day = 86_400_000;
/** So long after a failure it is tried again to read what was kept (ms). */
export const loadAgain = 5_000;

/** Watches alarms, keeps what becomes of them, and carries out commands. */
export class Engine implements AlarmEngine {
  readonly id: string;
  readonly name: string;
  readonly #options: EngineOptions;
  readonly #writer: JournalWriter;
  readonly #followers: Followers;
  readonly #figures: DayFigures;
  readonly #roll: Roll;
  /** What was kept, and what has become since of alarms that are not watched now. */
  readonly #resting = new Map<string, AlarmState>();
  #readiness: AlarmReadiness = { state: 'loading' };
  #whyNot = '';
  /** When what was kept was set aside, since it was damaged (ms UTC). */
  #anew: number | undefined;
  /** The leap of the clock that was told last (ms UTC). */
  #doubted: number | undefined;
  #hasPassedOver = false;
  /** The alarms of which it was said that they were told something old. */
  readonly #toldOld = new WeakSet<WatchedAlarm>();
  #cancel: (() => void) | undefined;
  #isClosed = false;

  constructor(options: EngineOptions) {
    const { id, name, clock, store, log, onFault } = options;
    this.id = id;
    this.name = name;
    this.#options = options;
    this.#figures = new DayFigures(clock);
    this.#followers = new Followers(clock, onFault);
    this.#roll = new Roll(clock, () => this.#followers.wake());
    this.#writer = new JournalWriter({
      engine: id,
      store,
      clock,
      onFault,
      onRecovered: () => log.info('Steps of alarms can be written again'),
      onSetAside: (aside, written) => this.#writeAnew(aside, written),
    });
  }

  /** Reads what was kept. Until that is done, what alarms are told waits. */
  async start(): Promise<void> {
    const { store, clock, onFault } = this.#options;
    try {
      const { alarms, aside } = await store.open(this.id);
      this.#anew = aside?.ts;
      if (aside?.isNews) onFault(alarmEngineErrors.setAside({ file: aside.file }));
      const records = await store.since(this.id, this.#figures.since);
      if (this.#isClosed) return;
      for (const kept of alarms) this.#resting.set(kept.alarm, this.#stateOf(kept));
      this.#figures.refill(records);
    } catch (error) {
      if (this.#isClosed) return;
      this.#fail(error);
      this.#cancel = clock.after(loadAgain, () => void this.start());
      return;
    }
    this.#beReady();
    for (const alarm of this.#roll.living()) {
      alarm.resume(this.#resting.get(alarm.plan.definition.id));
      this.#followers.note(alarm);
    }
    this.#cancel = clock.after(minute, () => void this.#prune());
  }

  /**
   * Takes an alarm among those that live, with what was kept of it.
   * @throws `alarm-engine.too-many-alarms`
   */
  watch(plan: AlarmPlan, onChange: (change: Change) => void): WatchedAlarm {
    if (this.#roll.size >= mostAlarms) throw alarmEngineErrors.tooManyAlarms({ most: mostAlarms });
    const { id } = plan.definition;
    const alarm: WatchedAlarm = new WatchedAlarm(plan, {
      clock: this.#options.clock,
      journal: this.#journal,
      onChange: (which, change) => this.#changed(which, change),
      onPassedOver: (which) => this.#passedOver(which),
      onOlder: (which) => this.#older(which),
    });
    this.#roll.enrol({ alarm, onChange });
    if (this.#readiness.state !== 'loading') alarm.resume(this.#resting.get(id));
    this.#followers.note(alarm);
    return alarm;
  }

  /** It lives no longer, and is soon out of the list. Its journal stays, and what it was, for when it comes back. */
  async leave(alarm: WatchedAlarm): Promise<void> {
    await alarm.leave();
    if (!this.#roll.strike(alarm)) return;
    if (this.#isReady) this.#resting.set(alarm.plan.definition.id, alarm.state);
    this.#followers.forget(alarm);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    this.#followers.close();
    await Promise.all(this.#roll.living().map((alarm) => this.leave(alarm)));
    this.#roll.close();
    await this.#writer.close();
  }

  readiness(): AlarmReadiness {
    return this.#readiness;
  }

  /** None before it is known what was kept: an alarm that stands would pass for one that is normal. */
  alarms(): readonly AlarmEntry[] {
    if (this.#readiness.state === 'loading') return [];
    return this.#roll.entries();
  }

  figures(): Figures {
    return this.#figures.now((alarm) => this.#roll.get(alarm) !== undefined);
  }

  async journal(query: JournalQuery): Promise<readonly JournalLine[]> {
    const { limit } = query;
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= 500)) throw alarmEngineErrors.badQuery({ limit });
    return this.#options.store.page(this.id, query);
  }

  act(request: AlarmRequest, by: Commander, through: Through): Promise<void> {
    const commanded = {
      plan: (id: string) => this.#roll.get(id)?.alarm.plan,
      carryOut: (id: string, command: UndatedCommand, actor: string) => this.#carryOut(id, command, actor),
    };
    return operate(this.#options.host(), commanded, { request, by, through });
  }

  follow(listener: (changed: readonly AlarmEntry[]) => void): () => void {
    return this.#followers.follow(listener);
  }

  async #carryOut(id: string, command: UndatedCommand, actor: string): Promise<void> {
    const found = this.#roll.get(id);
    if (!found) throw alarmEngineErrors.unknownAlarm({ alarm: id });
    await found.alarm.command(command, actor);
  }

  get #isReady(): boolean {
    return this.#readiness.state === 'ready';
  }

  #beReady(): void {
    this.#become({ state: 'ready', ...(this.#anew !== undefined && { anew: this.#anew }) });
  }

  /** What alarms are is still known here: it must be in the new file, too. Their journal begins anew. */
  #writeAnew({ file, ts }: Aside, written: ReadonlySet<string>): void {
    this.#anew = ts;
    this.#options.onFault(alarmEngineErrors.setAside({ file }));
    const states = new Map(this.#resting);
    for (const { plan, state } of this.#roll.living()) states.set(plan.definition.id, state);
    for (const [alarm, state] of states)
      if (!written.has(alarm)) this.#writer.add({ alarm, state, lines: [] });
    this.#beReady();
  }

  #become(readiness: AlarmReadiness): void {
    this.#readiness = readiness;
    this.#followers.wake();
  }

  /** Numbers of steps go on from what was kept: before that is known, nothing is written. */
  readonly #journal = {
    add: (step: KeptStep): void => {
      if (this.#isReady) this.#writer.add(step);
    },
    commit: (step: KeptStep): Promise<void> =>
      this.#isReady
        ? this.#writer.commit(step)
        : Promise.reject(alarmEngineErrors.notLoaded({ reason: this.#whyNot })),
  };

  #changed(alarm: WatchedAlarm, change: Change): void {
    for (const record of change.records) this.#figures.take(record);
    if (looksOther(change.before, change.after)) this.#followers.note(alarm);
    this.#roll.get(alarm.plan.definition.id)?.onChange(change);
  }

  /** Said once: where it happens to one alarm, it happens to many. */
  #passedOver({ plan }: WatchedAlarm): void {
    if (this.#hasPassedOver) return;
    this.#hasPassedOver = true;
    this.#options.onFault(alarmEngineErrors.passedOver({ alarm: plan.text, most: mostTold }));
  }

  /** Said once of each alarm: its source may send nothing else. */
  #older(alarm: WatchedAlarm): void {
    if (this.#toldOld.has(alarm)) return;
    this.#toldOld.add(alarm);
    this.#options.onFault(alarmEngineErrors.olderReading({ alarm: alarm.plan.text }));
  }

  #fail(error: unknown): void {
    this.#whyNot = error instanceof Error ? error.message : String(error);
    const notLoaded = alarmEngineErrors.notLoaded({ reason: this.#whyNot }, { cause: error });
    const { state } = this.#readiness;
    this.#become({ state: 'failed', code: isCodedError(error) ? error.code : notLoaded.code });
    if (state === 'failed') return;
    this.#options.onFault(notLoaded);
    for (const alarm of this.#roll.living()) alarm.resume(undefined);
  }

  #stateOf(kept: KeptAlarm): AlarmState {
    const { clock, log, onFault } = this.#options;
    return stateOf(kept, clock.now(), (error) => {
      log.warn(`What was kept of the alarm ${kept.alarm} is damaged; its journal says what it was last`);
      onFault(error);
    });
  }

  async #prune(): Promise<void> {
    const { store, clock, days, log } = this.#options;
    try {
      this.#noteDoubt(await store.prune(this.id, days * day, this.#roll.ids()));
    } catch (error) {
      log.warn(`Old lines of the journal of alarms could not be deleted: ${String(error)}`);
    }
    if (!this.#isClosed) this.#cancel = clock.after(day, () => void this.#prune());
  }

  /** Said once for each leap. */
  #noteDoubt({ doubt }: Pruned): void {
    if (doubt && doubt.after !== this.#doubted) {
      const [from, to, until] = [doubt.before, doubt.after, doubt.after + longestStep].map((time) =>
        new Date(time).toISOString(),
      );
      this.#options.log.warn(
        `The clock went from ${from} to ${to}: no line of the journal of alarms is deleted by its age before ${until}, unless it goes back`,
      );
    }
    this.#doubted = doubt?.after;
  }
}
