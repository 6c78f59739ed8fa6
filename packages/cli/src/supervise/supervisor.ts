import { setTimeout as sleep } from 'node:timers/promises';
import { type ExitCode, exitCodes } from '../command.ts';
import { systemCode } from '../doctor/user-directory/files.ts';
import { cliErrors } from '../errors.ts';
import { plain } from '../terminal/text.ts';
import { Child, type Program } from './child.ts';
import { withHeartbeat } from './heartbeat.ts';
import { momentNow } from './machine.ts';
import { type Ended, endKindOf, type Plan, plan, startsAgain } from './policy.ts';
import type { Patience } from './pulse.ts';
import { begun, ended, type Starts } from './starts.ts';
import type { StartsFile } from './starts-file.ts';
import { delayText, endText, silenceText, startText, unheardText } from './words.ts';

/** Signals that mean an end, as Node-RED takes them. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const satisfies readonly NodeJS.Signals[];

/** Starts a program, watches it, and starts it again, until it ends without wanting to be started again. */
export class Supervisor {
  readonly #program: Program;
  readonly #patience: Patience;
  readonly #file: StartsFile;
  readonly #isChanging: () => boolean;
  readonly #say: (text: string) => void;
  readonly #stop = new AbortController();
  #starts: Starts;
  #child: Child | undefined;

  /** @param isChanging whether a device is in the middle of a release, by what it has left on the disk */
  constructor(
    program: Program,
    patience: Patience,
    file: StartsFile,
    isChanging: () => boolean,
    say: (text: string) => void,
  ) {
    this.#program = program;
    this.#patience = patience;
    this.#file = file;
    this.#isChanging = isChanging;
    this.#say = say;
    this.#starts = file.read();
  }

  /** @throws `cli.not-started` if the very first start finds no program */
  async run(): Promise<ExitCode> {
    for (const signal of signals) process.on(signal, this.#pass);
    try {
      for (let first = true; ; first = false) {
        const next = plan(this.#starts, momentNow());
        // Whoever started us anew has waited by then.
        if (!first && !(await this.#wait(next.delay))) return exitCodes.well;
        const end = await this.#once(next, first);
        const kind = endKindOf(end);
        if (startsAgain(kind)) continue;
        return kind === 'left' || end.code === 0 || signals.some((signal) => signal === end.signal)
          ? exitCodes.well
          : exitCodes.attention;
      }
    } finally {
      for (const signal of signals) process.off(signal, this.#pass);
    }
  }

  /** Passes a signal on; between two starts it ends the waiting. */
  readonly #pass = (signal: NodeJS.Signals): void => {
    this.#stop.abort();
    this.#child?.stop(signal);
  };

  /** @returns false if it was ended meanwhile */
  async #wait(milliseconds: number): Promise<boolean> {
    if (milliseconds > 0) this.#say(delayText(milliseconds));
    try {
      await sleep(milliseconds, undefined, { signal: this.#stop.signal });
      return true;
    } catch {
      return false;
    }
  }

  /** One start, counted before it is made, and its end. */
  async #once(next: Plan, isFirst: boolean): Promise<Ended> {
    this.#starts = begun(this.#starts, momentNow(), next.safe);
    this.#file.write(this.#starts);
    this.#say(startText(next, this.#starts.count));
    const from = performance.now();
    const end = await this.#live(next, isFirst);
    const after = (performance.now() - from) / 1000;
    const kind = endKindOf(end);
    this.#say(endText(kind, end, after));
    this.#starts = ended(this.#starts, kind, after, end.signal);
    this.#file.write(this.#starts);
    return end;
  }

  async #live(next: Plan, isFirst: boolean): Promise<Ended> {
    const { command } = this.#program;
    const child = new Child(
      {
        ...this.#program,
        environment: { ...this.#program.environment, ...environmentOf(next, this.#program) },
      },
      this.#patience,
      {
        silence: (milliseconds) => this.#say(silenceText(milliseconds)),
        unheard: () => this.#say(unheardText),
      },
    );
    this.#child = child;
    try {
      const end = await child.ended();
      return { ...end, changing: this.#isChanging() };
    } catch (error) {
      const failure = cliErrors.notStarted(
        { command: plain(command), reason: systemCode(error) },
        { cause: error },
      );
      if (isFirst) throw failure;
      // It was there before: an update may be exchanging it just now.
      this.#say(failure.message);
      const stopping = this.#stop.signal.aborted;
      return { code: null, signal: null, blocked: false, asked: false, stopping, changing: false };
    } finally {
      this.#child = undefined;
    }
  }
}

/** What Node-RED is told of its supervisor and of the start. */
const environmentOf = (
  { cause, signal = '', safe }: Plan,
  { environment }: Program,
): Readonly<Record<string, string>> => ({
  ...withHeartbeat(environment['NODE_OPTIONS']),
  MILLWRIGHT_SUPERVISOR: String(process.pid),
  MILLWRIGHT_CAUSE: cause,
  MILLWRIGHT_SIGNAL: signal,
  // As `--safe`, also where a script stands between us and Node-RED.
  ...(safe ? { NODE_RED_ENABLE_SAFE_MODE: 'true', MILLWRIGHT_SAFE: 'crash-loop' } : {}),
});
