import type { Log } from '@millwright/runtime';
import { sampleStoreErrors } from '../common/errors.ts';
import type { StoreProblem, StoreReport } from './report.ts';
import { maxTags } from './series.ts';

/** Losses are told this far apart at least (ms). */
const lossesApart = 60_000;

/** The coded error of a problem. */
export const problemOf = (directory: string, problem: StoreProblem) =>
  problem.is === 'locked'
    ? sampleStoreErrors.locked({ directory })
    : sampleStoreErrors.unwritable({ directory, reason: problem.reason });

/** Tells people what befalls a store: each thing once, losses as a count. */
export class Told {
  readonly #directory: string;
  readonly #log: Log;
  readonly #report: (error: unknown) => void;
  #problem: StoreProblem['is'] | undefined;
  #damaged = 0;
  readonly #formats = new Set<string>();
  readonly #tags = new Set<string>();
  #lost = 0;
  #lostAt = Number.NEGATIVE_INFINITY;

  constructor(directory: string, log: Log, report: (error: unknown) => void) {
    this.#directory = directory;
    this.#log = log;
    this.#report = report;
  }

  /** @param at of a clock that only goes on (ms) */
  tell({ problem, damaged, unknownFormats, refusedTags }: StoreReport, lost: number, at: number): void {
    const directory = this.#directory;
    if (problem && problem.is !== this.#problem) this.#report(problemOf(directory, problem));
    if (!problem && this.#problem) this.#log.info(`Samples are written to ${directory} again`);
    this.#problem = problem?.is;
    if (damaged > this.#damaged) this.#warn(sampleStoreErrors.damaged({ directory, places: damaged }));
    this.#damaged = damaged;
    for (const { file, format } of unknownFormats) {
      if (this.#formats.has(file)) continue;
      this.#formats.add(file);
      this.#warn(sampleStoreErrors.newerFormat({ file, format }));
    }
    for (const tag of refusedTags) this.#refused(tag);
    this.tellLosses(lost, at);
  }

  tellLosses(lost: number, at: number): void {
    if (lost <= this.#lost || at - this.#lostAt < lossesApart) return;
    this.#warn(sampleStoreErrors.lost({ count: lost - this.#lost, all: lost }));
    this.#lost = lost;
    this.#lostAt = at;
  }

  #refused(tag: string): void {
    if (this.#tags.has(tag) || this.#tags.size >= maxTags) return;
    this.#tags.add(tag);
    this.#warn(sampleStoreErrors.tooManyTags({ tag, limit: maxTags }));
  }

  #warn({ message, code }: { readonly message: string; readonly code: string }): void {
    this.#log.warn(`${message} (${code})`);
  }
}
