import type { AlarmEntry } from '@millwright/analytics';
import { type CodedError, isCodedError, type Parcel } from '@millwright/schema';
import type { CommandForm } from '../../common/alarms/requests.ts';
import {
  type AlarmAnswers,
  type AlarmAsk,
  type AlarmNews,
  type CommandResult,
  heartbeat,
  type JournalPage,
} from '../../common/alarms/wire.ts';
import { screenErrors } from '../../common/errors.ts';
import { Attempts } from '../attempts.ts';
import type { LinkListener, LinkState } from '../link.ts';
import { ServerClock } from '../server-clock.ts';
import { AlarmBook } from './model/book.ts';
import { type CommandKind, type Filled, formsOf } from './model/commands.ts';
import { isNews } from './model/place.ts';
import { type Feedback, feedbackOf, refusalText } from './words/refusals.ts';
import type { AlarmTexts } from './words/text.ts';
import type { AlarmTimes } from './words/times.ts';

/** What the server said so long ago is old, connection or not (ms). */
const tooLong = 3 * heartbeat;

/** More than these are not read out one by one. */
const mostRead = 2;

export interface DeskTools {
  readonly texts: AlarmTexts;
  readonly times: AlarmTimes;
  /** Of this browser (ms UTC). */
  readonly now: () => number;
  /** Whether Dashboard lets people use the widget. */
  isEnabled(): boolean;
  ask(ask: AlarmAsk, body?: unknown): Promise<Parcel>;
  /** Something is to be drawn anew. */
  changed(): void;
}

type Phase = 'loading' | 'ready' | 'failed';

/** What a widget knows of its alarms, and what becomes of commands that are given in it. */
export class AlarmDesk implements LinkListener {
  readonly book = new AlarmBook();
  readonly #tools: DeskTools;
  #phase: Phase = 'loading';
  #failure = '';
  #connected = false;
  /** Pushes come; another number each time that they begin, and undefined where they do not come. */
  #course: number | undefined;
  #courses = 0;
  /** Something may have been missed since all was asked for. */
  #hasMissed = false;
  /** All is on its way since this generation was told of. */
  #wanted: number | undefined;
  /** What was pushed last came late, and was asked about. */
  #isDoubted = false;
  readonly #clock = new ServerClock();
  readonly #loading = new Attempts(() => this.#load());
  #pending = 0;
  #feedback: Feedback | undefined;
  #said = '';

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  /** Nothing is known also while the engine itself still reads what was kept. */
  get phase(): Phase {
    const isReading = this.book.outlook?.readiness.state === 'loading';
    return this.#phase === 'ready' && isReading ? 'loading' : this.#phase;
  }

  /** Why there is nothing to show, in words. */
  get failure(): string {
    return this.#failure;
  }

  /** Whether what is shown may be other than what is: the connection is or was lost, or nothing has come for too long. */
  get isOld(): boolean {
    return !this.#connected || this.#hasMissed || this.#isLate;
  }

  get isEnabled(): boolean {
    return this.#tools.isEnabled();
  }

  get isConnected(): boolean {
    return this.#connected;
  }

  /** When what is shown was so (ms UTC, by the server's clock); undefined if nothing ever came. */
  get heard(): number | undefined {
    return Number.isFinite(this.#clock.said) ? this.#clock.said : undefined;
  }

  /** How many commands have no answer yet. */
  get pending(): number {
    return this.#pending;
  }

  get feedback(): Feedback | undefined {
    return this.#feedback;
  }

  /** What a screen reader is to say. */
  get said(): string {
    return this.#said;
  }

  /** Whether a command may be given now. */
  get mayCommand(): boolean {
    return this.hindrance === undefined;
  }

  /** Why no command may be given now, in words; undefined where one may. */
  get hindrance(): string | undefined {
    const { texts } = this.#tools;
    if (!this.isEnabled) return texts('hindrance.disabled');
    if (!this.#connected) return texts('hindrance.disconnected');
    if (this.isOld) return texts('hindrance.old');
    const isComplete = this.#phase === 'ready' && this.book.outlook?.readiness.state === 'ready';
    if (!isComplete) return texts('hindrance.incomplete');
    if (!this.book.mayCommand) return texts('refusal.alarm-widgets.not-logged-in');
    return this.#pending > 0 ? texts('refusal.alarm-widgets.commands-running') : undefined;
  }

  /** The time by the server's clock (ms UTC). */
  serverTime(): number {
    return this.#clock.at(this.#tools.now());
  }

  async begin(): Promise<void> {
    this.#course = this.#courses += 1;
    this.#wanted = undefined;
    this.reload();
  }

  /** Asks for everything anew, and again after growing waits until it comes. */
  reload(): void {
    this.#loading.start();
  }

  /** For good. */
  close(): void {
    this.#loading.stop();
  }

  push({ json }: Parcel): void {
    const { generation, told } = json as AlarmNews;
    if (this.#phase !== 'ready' || generation !== this.book.generation) {
      // Once for each: more of them come while all is on its way, and a failure is tried again after a while anyhow.
      if (generation !== this.#wanted && this.#course !== undefined) {
        this.#wanted = generation;
        this.reload();
      }
      // What is on its way in full is not taken piece by piece.
      return;
    }
    if (!told) return;
    this.#announce(told.changed);
    this.book.take(told);
    this.#clock.hear(told.now, this.#tools.now());
    // It looks late as well where a clock was set: an answer, which cannot be older than its question, shows which it is.
    if (this.#isLate && !this.#isDoubted) this.reload();
    this.#isDoubted = this.#isLate;
    this.#tools.changed();
  }

  state(state: LinkState): void {
    const connected = state !== 'disconnected';
    if (connected !== this.#connected && this.heard !== undefined)
      this.#said = this.#tools.texts(connected ? 'live.back' : 'live.lost');
    this.#connected = connected;
    // A connection that has just come brings no pushes before they are asked for.
    this.#course = undefined;
    this.#hasMissed ||= state !== 'connected' && this.heard !== undefined;
    this.#tools.changed();
  }

  journal(before: number | undefined, limit: number): Promise<JournalPage> {
    return this.#ask('journal', { limit, ...(before !== undefined && { before }) });
  }

  /**
   * Gives a command for alarms as the person sees them. What becomes of it is {@link feedback}, also where it may not be
   * given; it never rejects.
   */
  async command(kind: CommandKind, entries: readonly AlarmEntry[], filled: Filled): Promise<void> {
    if (this.refuses() || entries.length === 0) return;
    this.#pending = entries.length;
    this.#feedback = undefined;
    this.#tools.changed();
    const results: CommandResult[] = [];
    for (const form of formsOf(kind, entries, filled)) results.push(...(await this.#resultsOf(form)));
    const names = new Map(entries.map(({ id, text }) => [id, text]));
    const { texts, times } = this.#tools;
    const nameOf = (id: string): string => names.get(id) ?? id;
    this.#pending = 0;
    this.#feedback = feedbackOf(kind, results, nameOf, texts, times, this.serverTime());
    this.#said = this.#feedback.lines.join('. ');
    this.#tools.changed();
  }

  /** Whether no command may be given now; then it says so, and why. */
  refuses(): boolean {
    const reason = this.hindrance;
    if (reason === undefined) return false;
    this.#said = this.#tools.texts('hindrance.told', { reason });
    this.#feedback = { tone: 'refused', lines: [this.#said] };
    this.#tools.changed();
    return true;
  }

  dismissFeedback(): void {
    this.#feedback = undefined;
    this.#tools.changed();
  }

  get #isLate(): boolean {
    return this.heard !== undefined && this.#clock.lag(this.#tools.now()) > tooLong;
  }

  async #load(): Promise<void> {
    const course = this.#course;
    const asked = this.#tools.now();
    try {
      const list = await this.#ask('list');
      this.book.open(list);
      this.#clock.hear(list.now, this.#tools.now(), asked);
      // Else something may be missed until pushes come, or has been since this was asked for.
      if (course !== undefined && course === this.#course) this.#hasMissed = false;
      this.#phase = 'ready';
      this.#wanted = undefined;
    } catch (error) {
      if (isCodedError(error)) this.#failed(error);
      throw error;
    } finally {
      this.#tools.changed();
    }
  }

  #failed(error: CodedError): void {
    // What was shown before stays, and is marked as old.
    const isSilent = screenErrors.noAnswer.is(error) && this.#phase === 'ready';
    if (isSilent) this.#hasMissed = true;
    if (isSilent || !this.#connected) return;
    this.#phase = 'failed';
    this.#failure = refusalText(error, this.#tools.texts);
    this.#said = this.#tools.texts('failed', { reason: this.#failure });
  }

  async #resultsOf(form: CommandForm): Promise<readonly CommandResult[]> {
    try {
      return await this.#ask('command', form);
    } catch (error) {
      const { code, message } = isCodedError(error)
        ? error
        : { code: 'screen.unexpected', message: String(error) };
      return form.alarms.map(({ alarm }) => ({ alarm, outcome: 'refused', code, message }));
    }
  }

  async #ask<Ask extends AlarmAsk>(ask: Ask, body?: unknown): Promise<AlarmAnswers[Ask]> {
    // The server side answers each ask with its own.
    return (await this.#tools.ask(ask, body)).json as AlarmAnswers[Ask];
  }

  #announce(changed: readonly AlarmEntry[]): void {
    const raised = changed.filter(
      ({ id, state }) => isNews(state) && state.occurrence !== this.book.get(id)?.state.occurrence,
    );
    if (raised.length === 0) return;
    const { texts } = this.#tools;
    const read = raised
      .toSorted((one, other) => one.priority - other.priority)
      .slice(0, mostRead)
      .map(({ text, priority }) => texts('live.raised', { alarm: text, priority }));
    const others = raised.length - read.length;
    this.#said = [...read, ...(others > 0 ? [texts.counted('live.more', others)] : [])].join('. ');
  }
}
