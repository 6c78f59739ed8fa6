import { join } from 'node:path';
import type { Log } from '@millwright/runtime';
import { sampleStoreErrors } from '../common/errors.ts';
import { type DamageNews, joinDamage } from './damage.ts';
import type { StoreNotice, StoreProblem, StoreReport } from './report.ts';
import { maxTags } from './series.ts';

/** Losses are told this far apart at least (ms), and so is damage. */
const apart = 60_000;

/** The coded error of a problem. */
export function problemOf(directory: string, problem: StoreProblem) {
  switch (problem.is) {
    case 'locked':
      return sampleStoreErrors.locked({ directory });
    case 'newer':
      return sampleStoreErrors.newerVersion({
        directory,
        format: problem.format,
        writer: problem.writer,
      });
    case 'unwritable':
      return sampleStoreErrors.unwritable({ directory, reason: problem.reason });
  }
}

/** Problems are the same while this is the same. */
const keyOf = (problem: StoreProblem | undefined): string | undefined =>
  problem && (problem.is === 'unwritable' ? `unwritable ${problem.code}` : problem.is);

/** Tells people what befalls a store: each thing once when it begins, and again when it is back. Losses as a count. */
export class Told {
  readonly #directory: string;
  readonly #log: Log;
  readonly #report: (error: unknown) => void;
  #problem: string | undefined;
  #damage: DamageNews[] = [];
  #damageAt = Number.NEGATIVE_INFINITY;
  #formats: ReadonlySet<string> = new Set();
  readonly #tags = new Set<string>();
  #lost = 0;
  #lostAt = Number.NEGATIVE_INFINITY;

  constructor(directory: string, log: Log, report: (error: unknown) => void) {
    this.#directory = directory;
    this.#log = log;
    this.#report = report;
  }

  /** @param lost in all, @param at of a clock that only goes on (ms) */
  tell(report: StoreReport, lost: number, at: number): void {
    const { problem, damage, unknownFormats, notices, refusedTags, tags } = report;
    this.#tellProblem(problem);
    for (const notice of notices) this.#tellNotice(notice);
    if (damage) this.#damage.push(damage);
    for (const { file, format } of unknownFormats) {
      if (!this.#formats.has(file)) this.#warn(sampleStoreErrors.newerFormat({ file, format }));
    }
    this.#formats = new Set(unknownFormats.map(({ file }) => file));
    for (const { tag } of tags ?? []) this.#tags.delete(tag);
    for (const tag of refusedTags) this.#refused(tag);
    this.tellLosses(lost, at);
  }

  #tellProblem(problem: StoreProblem | undefined): void {
    const key = keyOf(problem);
    if (problem && key !== this.#problem) this.#report(problemOf(this.#directory, problem));
    if (!problem && this.#problem) this.#log.info(`Samples are written to ${this.#directory} again`);
    this.#problem = key;
  }

  #tellNotice(notice: StoreNotice): void {
    if (notice.is === 'rebuilt') this.#warn(sampleStoreErrors.rebuilt({ file: notice.file }));
    else {
      const { reason, aside, unnamed } = notice;
      const file = join(this.#directory, 'tags.json');
      this.#warn(sampleStoreErrors.tagsDamaged({ file, aside, reason, unnamed }));
    }
  }

  /** What was lost and found damaged since it was last told, unless that was a moment ago. */
  tellLosses(lost: number, at: number): void {
    if (this.#damage.length > 0 && at - this.#damageAt >= apart) {
      this.#warn(sampleStoreErrors.damaged({ directory: this.#directory, ...joinDamage(this.#damage) }));
      this.#damage = [];
      this.#damageAt = at;
    }
    if (lost <= this.#lost || at - this.#lostAt < apart) return;
    this.#warn(sampleStoreErrors.lost({ count: lost - this.#lost, all: lost }));
    this.#lost = lost;
    this.#lostAt = at;
  }

  /** Tells what has not been told yet: nothing comes after that. */
  close(lost: number): void {
    this.tellLosses(lost, Number.POSITIVE_INFINITY);
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
