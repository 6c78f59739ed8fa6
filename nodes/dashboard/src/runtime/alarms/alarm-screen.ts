import type { AlarmEngine, AlarmEngines, AlarmEntry, JournalLine } from '@millwright/analytics';
import { type Asked, type Browser, checkBody, type WidgetContext, widgetErrors } from '@millwright/runtime';
import type { Parcel } from '@millwright/schema';
import { alarmWidgetErrors } from '../../common/alarms/errors.ts';
import { commandSchema, journalSchema } from '../../common/alarms/requests.ts';
import { type AlarmAnswers, type AlarmAsk, type AlarmNews, heartbeat } from '../../common/alarms/wire.ts';
import { carryOut } from './carry-out.ts';
import { AlarmChanges } from './news.ts';

export interface AlarmScreenConfig {
  readonly engine: string;
  /** Shows only the alarms of this area; empty for all. */
  readonly area: string;
  /** Whoever can open the dashboard may give commands, logged in or not. */
  readonly anyone: boolean;
}

/** The server side of a widget that shows the alarms of an engine and takes commands for them. */
export class AlarmScreen {
  readonly #type: string;
  readonly #context: WidgetContext<AlarmScreenConfig>;
  readonly #engines: () => AlarmEngines | undefined;
  readonly #changes = new AlarmChanges();
  readonly #commanding = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #followed: AlarmEngine | undefined;
  #stop: () => void = () => {};

  constructor(
    type: string,
    context: WidgetContext<AlarmScreenConfig>,
    engines: () => AlarmEngines | undefined,
  ) {
    this.#type = type;
    this.#context = context;
    this.#engines = engines;
    this.#timer = setInterval(() => context.changed(), heartbeat);
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
    if (!engine) return undefined;
    const json: AlarmNews = {
      now: Date.now(),
      ...this.#changes.take(this.#shown(engine)),
      figures: engine.figures(),
    };
    return { json };
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stop();
  }

  #list(browser: Browser): AlarmAnswers['list'] {
    const engine = this.#engine();
    return {
      engine: engine.name,
      now: Date.now(),
      alarms: this.#shown(engine).filter(({ state }) => state.stage !== 'normal'),
      figures: engine.figures(),
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

  #engine(): AlarmEngine {
    const engine = this.#find();
    if (!engine) throw alarmWidgetErrors.engineMissing();
    return engine;
  }

  /** The engine as it lives now: it may come later than the widget, and another one after a deploy. */
  #find(): AlarmEngine | undefined {
    const engine = this.#engines()?.engine(this.#context.config.engine);
    if (engine === this.#followed) return engine;
    this.#stop();
    this.#followed = engine;
    this.#stop =
      engine?.follow((changed) => {
        this.#changes.add(changed);
        this.#context.changed();
      }) ?? (() => {});
    return engine;
  }
}

/** Who did it is for colleagues, not for whoever can open the dashboard. */
function withoutName({ actor, ...line }: JournalLine): JournalLine {
  return line;
}
