import type { AlarmEngine, AlarmEngines, AlarmEntry, Figures, JournalLine } from '@millwright/analytics';
import { type Asked, type Browser, checkBody, type WidgetContext, widgetErrors } from '@millwright/runtime';
import type { Parcel } from '@millwright/schema';
import { alarmWidgetErrors } from '../../common/alarms/errors.ts';
import { commandSchema, journalSchema } from '../../common/alarms/requests.ts';
import { type AlarmAnswers, type AlarmAsk, type AlarmNews, heartbeat } from '../../common/alarms/wire.ts';
import { carryOut } from './carry-out.ts';
import { AlarmChanges } from './news.ts';
import { outlookOf } from './outlook.ts';

export interface AlarmScreenConfig {
  readonly engine: string;
  /** Shows only the alarms of this area; empty for all. */
  readonly area: string;
  /** Whoever can open the dashboard may give commands, logged in or not. */
  readonly anyone: boolean;
}

/** So often it is looked whether the engine is still the same (ms): a deploy takes it away without a word. */
const look = 1_000;

/** The server side of a widget that shows the alarms of an engine and takes commands for them. */
export class AlarmScreen {
  readonly #type: string;
  readonly #context: WidgetContext<AlarmScreenConfig>;
  readonly #engines: () => AlarmEngines | undefined;
  readonly #changes = new AlarmChanges();
  readonly #commanding = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #followed: AlarmEngine | undefined;
  /** What was said of it last. */
  #readiness = '';
  #generation = 0;
  #looked = 0;
  #stop: () => void = () => {};

  constructor(
    type: string,
    context: WidgetContext<AlarmScreenConfig>,
    engines: () => AlarmEngines | undefined,
  ) {
    this.#type = type;
    this.#context = context;
    this.#engines = engines;
    this.#timer = setInterval(() => this.#look(), look);
    // The widget stays on its page, where it says what lacks.
    if (!this.#find()) context.report(alarmWidgetErrors.engineMissing());
  }

  async answer({ ask, body }: Asked, browser: Browser): Promise<Parcel> {
    const answers: Readonly<Record<AlarmAsk, () => Promise<AlarmAnswers[AlarmAsk]>>> = {
      list: async () => this.#list(browser),
      journal: () => this.#journal(body, browser),
      command: () => this.#command(body, browser),
    };
    if (!Object.hasOwn(answers, ask)) throw widgetErrors.requestUnknown({ type: this.#type, ask });
    return { json: await answers[ask as AlarmAsk]() };
  }

  push(): Parcel | undefined {
    const engine = this.#find();
    const generation = this.#generation;
    if (!engine) return { json: { generation } satisfies AlarmNews };
    const shown = this.#shown(engine);
    const told = {
      now: Date.now(),
      outlook: outlookOf(engine, shown),
      ...this.#changes.take(shown),
      figures: this.#figures(engine),
    };
    return { json: { generation, told } satisfies AlarmNews };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stop();
  }

  #list(browser: Browser): AlarmAnswers['list'] {
    const engine = this.#engine();
    const shown = this.#shown(engine);
    this.#changes.show(shown);
    return {
      engine: engine.name,
      now: Date.now(),
      generation: this.#generation,
      outlook: outlookOf(engine, shown),
      alarms: shown.filter(({ state }) => state.stage !== 'normal'),
      figures: this.#figures(engine),
      commands: this.#mayCommand(browser),
    };
  }

  async #journal(body: unknown, { by }: Browser): Promise<AlarmAnswers['journal']> {
    const query = checkBody(this.#type, journalSchema, body);
    const { area } = this.#context.config;
    const lines = await this.#engine().journal(query);
    const last = lines.length < query.limit ? undefined : lines.at(-1)?.number;
    return {
      lines: lines
        .filter((line) => area === '' || line.area === area)
        .map((line) => (by.kind === 'user' ? line : withoutName(line))),
      ...(last !== undefined && { before: last }),
    };
  }

  async #command(body: unknown, browser: Browser): Promise<AlarmAnswers['command']> {
    const form = checkBody(this.#type, commandSchema, body);
    if (!this.#mayCommand(browser)) throw alarmWidgetErrors.notLoggedIn();
    if (!this.#context.isEnabled()) throw alarmWidgetErrors.disabled();
    // Each command waits for a disk: nobody shall let more of them wait than they can look at.
    if (this.#commanding.has(browser.id)) throw alarmWidgetErrors.commandsRunning();
    const engine = this.#engine();
    this.#commanding.add(browser.id);
    try {
      return await carryOut(engine, form, this.#shown(engine), {
        by: browser.by,
        through: { node: this.#context.id },
        report: (error) => this.#context.report(error),
      });
    } finally {
      this.#commanding.delete(browser.id);
    }
  }

  #mayCommand({ by }: Browser): boolean {
    return by.kind === 'user' || this.#context.config.anyone;
  }

  #shown(engine: AlarmEngine): readonly AlarmEntry[] {
    const { area } = this.#context.config;
    return area === '' ? engine.alarms() : engine.alarms().filter((entry) => entry.area === area);
  }

  #figures(engine: AlarmEngine): Figures {
    const { area } = this.#context.config;
    return area === '' ? engine.figures() : engine.figures(area);
  }

  #engine(): AlarmEngine {
    const engine = this.#find();
    if (!engine) throw alarmWidgetErrors.engineMissing();
    return engine;
  }

  /** The engine as it lives now: it may come later than the widget, and another one after a deploy. */
  #find(): AlarmEngine | undefined {
    const engine = this.#engines()?.engine(this.#context.config.engine);
    if (engine !== this.#followed) this.#follow(engine);
    const readiness = JSON.stringify(engine?.readiness());
    if (readiness !== this.#readiness) {
      this.#readiness = readiness;
      this.#generation += 1;
    }
    return engine;
  }

  #follow(engine: AlarmEngine | undefined): void {
    this.#stop();
    this.#followed = engine;
    this.#generation += 1;
    this.#stop =
      engine?.follow((changed) => {
        this.#changes.add(changed);
        this.#context.changed();
      }) ?? (() => {});
  }

  /** Pages hear of another engine soon, and in any case something every {@link heartbeat}. */
  #look(): void {
    const before = this.#generation;
    this.#find();
    this.#looked += look;
    if (this.#generation === before && this.#looked < heartbeat) return;
    this.#looked = 0;
    this.#context.changed();
  }
}

/** Who did it is for colleagues, not for whoever can open the dashboard. */
function withoutName({ actor, ...line }: JournalLine): JournalLine {
  return line;
}
