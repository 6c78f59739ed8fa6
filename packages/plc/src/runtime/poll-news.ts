import { Changes, type Sample } from '@millwright/tags';

interface NewsOptions {
  readonly report: 'all' | 'changes';
  /** Seconds after which everything is told, whatever changed; 0: never. */
  readonly heartbeat: number;
}

/** What of each reading is to be told. */
export class PollNews {
  readonly #options: NewsOptions;
  readonly #deadbandOf: Parameters<Changes['take']>[1];
  readonly #changes = new Changes();
  #allAt = Number.NEGATIVE_INFINITY;

  constructor(options: NewsOptions, deadbandOf: Parameters<Changes['take']>[1]) {
    this.#options = options;
    this.#deadbandOf = deadbandOf;
  }

  /** @param now milliseconds; @param all whether everything is to be told, whatever changed */
  take(samples: readonly Sample[], now: number, all: boolean): readonly Sample[] {
    const { report, heartbeat } = this.#options;
    if (report === 'all') return samples;
    const isDue = heartbeat > 0 && now - this.#allAt >= heartbeat * 1_000;
    if (!all && !isDue) return this.#changes.take(samples, this.#deadbandOf);
    this.#allAt = now;
    this.#changes.keep(samples);
    return samples;
  }
}
