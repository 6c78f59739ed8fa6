import { historyErrors } from '../../common/errors.ts';
import type { RestoreProgress } from '../../common/restoring.ts';

type Step = NonNullable<RestoreProgress['step']>;

/** Until then nothing has been deployed. */
const cancellable: ReadonlySet<Step> = new Set(['waiting', 'reading', 'installing']);

/** How far one restore is. */
export class RestoreRun {
  readonly #number: number;
  readonly #end: (run: RestoreRun) => void;
  #step: Step = 'waiting';
  #module: string | undefined;
  #done = 0;
  /** Waiting, reading, deploying, starting; modules come on top. */
  #total = 4;
  #cancelled = false;

  constructor(number: number, end: (run: RestoreRun) => void) {
    this.#number = number;
    this.#end = end;
  }

  get isWaiting(): boolean {
    return this.#step === 'waiting';
  }

  get progress(): RestoreProgress {
    return {
      running: true,
      number: this.#number,
      step: this.#step,
      ...(this.#module === undefined ? {} : { module: this.#module }),
      done: this.#done,
      total: this.#total,
      cancellable: !this.#cancelled && cancellable.has(this.#step),
    };
  }

  /** Tells how many modules will be installed and removed. */
  expect(modules: number): void {
    this.#total += modules;
  }

  /**
   * Goes on to the next step.
   *
   * @throws `history.restore-cancelled` if somebody has stopped it while it could be
   */
  enter(step: Step, module?: string): void {
    if (this.#cancelled) throw historyErrors.restoreCancelled({ number: this.#number });
    this.#step = step;
    this.#module = module;
    this.#done += 1;
  }

  /** Has effect at the next step: npm, once begun, is left to end. */
  cancel(): void {
    if (cancellable.has(this.#step)) this.#cancelled = true;
  }

  end(): void {
    this.#end(this);
  }
}

/** The restores of this process. One of them has the locks, others may wait for them. */
export class RestoreRuns {
  readonly #runs = new Set<RestoreRun>();

  begin(number: number): RestoreRun {
    const run = new RestoreRun(number, (ended) => this.#runs.delete(ended));
    this.#runs.add(run);
    return run;
  }

  /** The one under way, else the one that has waited longest. */
  get current(): RestoreRun | undefined {
    const runs = [...this.#runs];
    return runs.find((run) => !run.isWaiting) ?? runs[0];
  }

  get progress(): RestoreProgress {
    return this.current?.progress ?? { running: false };
  }
}
