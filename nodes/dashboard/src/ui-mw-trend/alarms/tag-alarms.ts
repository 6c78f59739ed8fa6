import type { AlarmEngine, AlarmEngines, AlarmEntry } from '@millwright/analytics';
import { alarmWidgetErrors } from '../../common/alarms/errors.ts';
import type { TrendAlarms } from '../../common/trend-alarms.ts';
import type { LinesRequest } from '../../common/trend-wire.ts';
import { AlarmHistory } from './history.ts';
import { mergeSpans } from './merge.ts';
import { knownSince, spansOf } from './spans.ts';

/** So often it is looked whether there is something new to be marked (ms): alarms may come much more often. */
const look = 1_000;
/** Closer together (CSS pixels), marks could not be told apart. */
const apart = 30;
/** So many pages of journals are read for an answer, beside the newest of each alarm that has changed. */
const mostPages = 40;
/** And so many steps are kept of all alarms. */
const mostSteps = 100_000;

export interface TagAlarmsOptions {
  /** The engine's. */
  readonly id: string;
  readonly tags: readonly string[];
  /** Those that live now. */
  readonly engines: () => AlarmEngines | undefined;
  /** Other alarms are to be marked than were before. */
  readonly onChange: () => void;
  readonly report: (error: unknown) => void;
}

/** The alarms of some tags, as an engine's journal tells of them. */
export class TagAlarms {
  readonly #options: TagAlarmsOptions;
  readonly #tags: ReadonlySet<string>;
  readonly #timer: NodeJS.Timeout;
  #histories = new Map<string, AlarmHistory>();
  #engine: AlarmEngine | undefined;
  #stop: () => void = () => {};
  /** What was told of last, and whether it may be another one now. */
  #told = '';
  #isDirty = false;
  #hasFailed = false;
  #reading: Promise<unknown> = Promise.resolve();

  constructor(options: TagAlarmsOptions) {
    this.#options = options;
    this.#tags = new Set(options.tags);
    // The trend has its lines all the same, and says what lacks.
    if (!this.#find()) options.report(alarmWidgetErrors.engineMissing());
    this.#told = this.#standing();
    this.#isDirty = false;
    this.#timer = setInterval(() => this.#look(), look);
  }

  /** What a page marks in the window that it asks for. */
  async marks(request: LinesRequest): Promise<TrendAlarms> {
    // One answer after the other: each reads on from where the one before has come to.
    const turn = this.#reading.then(() => this.#marks(request));
    this.#reading = turn.catch(() => {});
    try {
      const marks = await turn;
      this.#hasFailed = false;
      return marks;
    } catch (error) {
      if (!this.#hasFailed) this.#options.report(error);
      this.#hasFailed = true;
      return { state: 'failed' };
    }
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stop();
  }

  async #marks({ from, to, pixels }: LinesRequest): Promise<TrendAlarms> {
    const engine = this.#find();
    if (!engine) return { state: 'missing' };
    const readiness = engine.readiness();
    if (readiness.state !== 'ready') return { state: readiness.state };
    const entries = this.#entries(engine);
    const histories = new Map(entries.map(({ id }) => [id, this.#histories.get(id) ?? new AlarmHistory(id)]));
    this.#histories = histories;
    const historyOf = ({ id }: AlarmEntry): AlarmHistory | undefined => histories.get(id);
    await Promise.all(entries.map((entry) => historyOf(entry)?.refresh(engine, entry)));
    // What comes in quick succession may not all be on disk yet: it is looked for again.
    const isBehind = entries.some((entry) => historyOf(entry)?.isBehind(entry));
    if (isBehind) [this.#told, this.#isDirty] = ['', true];
    await this.#lookBack(engine, from);
    const stepsOf = (entry: AlarmEntry) => historyOf(entry)?.steps ?? [];
    const spans = entries.flatMap((entry) => spansOf(entry, stepsOf(entry)));
    const { anew = Number.NEGATIVE_INFINITY } = readiness;
    const since = Math.max(anew, ...entries.map((entry) => knownSince(entry, stepsOf(entry))));
    return {
      state: 'known',
      marks: mergeSpans(spans, { from, to }, (apart * (to - from)) / pixels),
      ...(since > from && { since }),
    };
  }

  /** Reads as far back as a window begins, all alarms alike. */
  async #lookBack(engine: AlarmEngine, from: number): Promise<void> {
    const all = [...this.#histories.values()];
    let pages = mostPages;
    for (;;) {
      const kept = all.reduce((sum, { steps }) => sum + steps.length, 0);
      const short = kept < mostSteps ? all.filter((history) => !history.reaches(from)).slice(0, pages) : [];
      if (short.length === 0) return;
      pages -= short.length;
      await Promise.all(short.map((history) => history.lookBack(engine)));
    }
  }

  #entries(engine: AlarmEngine): readonly AlarmEntry[] {
    return engine.alarms().filter(({ tag }) => tag !== undefined && this.#tags.has(tag));
  }

  /** The engine as it lives now: it may come later than the trend, and another one after a deploy. */
  #find(): AlarmEngine | undefined {
    const engine = this.#options.engines()?.engine(this.#options.id);
    if (engine === this.#engine) return engine;
    this.#stop();
    this.#engine = engine;
    this.#histories = new Map();
    this.#isDirty = true;
    this.#stop =
      engine?.follow(() => {
        this.#isDirty = true;
      }) ?? (() => {});
    return engine;
  }

  /** Which alarms there are, what they are called and how far each has come, as text. */
  #standing(): string {
    const engine = this.#engine;
    const entries = engine ? this.#entries(engine) : [];
    return JSON.stringify([
      engine?.readiness() ?? null,
      ...entries.map(({ id, text, priority, state }) => [id, text, priority, state.seq]),
    ]);
  }

  #look(): void {
    this.#find();
    if (!this.#isDirty) return;
    this.#isDirty = false;
    const standing = this.#standing();
    if (standing === this.#told) return;
    this.#told = standing;
    this.#options.onChange();
  }
}
