import type { EventClass } from '@millwright/ledger';
import type { Notice } from '../../common/log.ts';
import type { AuditSettings, Retention as RetentionRules } from '../../common/settings.ts';
import type { AuditLog } from '../log/audit-log.ts';
import { noticeOf } from '../notice.ts';
import { clockDoubted } from './clock-doubted.ts';
import type { PruneRequest } from './messages.ts';
import type { Behind } from './plan.ts';
import { Sizes } from './sizes.ts';
import { type Work, workOut } from './work.ts';

export interface RetentionOptions {
  readonly log: Pick<AuditLog, 'read' | 'readLong' | 'write' | 'checkpoint' | 'cursors' | 'state'>;
  /** What holds; undefined while nobody can tell: then nothing is pruned. */
  readonly settings: () => AuditSettings | undefined;
  /** What people should see to has changed: see {@link Retention.notice}. */
  readonly onNotice: () => void;
  readonly warn: (message: string) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What would be pruned, by class, and how much of it has to wait. */
export type Preview = Readonly<Record<EventClass, number>> & { readonly waiting: number };

/** Space that is given back to the disk in one step, in bytes. */
const bytesAtOnce = 1024 * 1024;
/** An export needs what it has begun with, but must not keep retention waiting for ever, in milliseconds. */
const longestPause = 10 * 60_000;
/** How long it is waited for those who have it paused, in milliseconds. */
const pauseRest = 60_000;

/** Prunes events by the rules, in small steps between which others get their turn. */
export class Retention {
  readonly #options: RetentionOptions;
  readonly #sizes = new Sizes();
  readonly #pauses = new Set<{ readonly until: number }>();
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #notice: Notice | undefined;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Why events are kept for longer than the rules say. */
  get notice(): Notice | undefined {
    return this.#notice;
  }

  /** Does what is to be done now. What is being done is begun anew: other rules may hold. */
  run(): Promise<void> {
    this.#again = this.#running !== undefined;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#stopped) void this.run();
    });
    return this.#running;
  }

  /** Nothing is pruned from the end of the current step on, until it is undone, or for ten minutes. */
  pause(): () => void {
    const pause = { until: this.#options.now() + longestPause };
    this.#pauses.add(pause);
    return () => void this.#pauses.delete(pause);
  }

  /** How many events some rules would prune now. */
  async preview(retention: RetentionRules): Promise<Preview> {
    const counts = { change: 0, 'log-in': 0, read: 0, system: 0, waiting: 0 };
    const { classes } = await this.#workOut(retention);
    for (const { class: which, before, prunes } of classes) {
      const countOf = (ranges: readonly { from: number; to: number }[]) =>
        this.#options.log.readLong((calls) => calls.countOf(which, ranges));
      counts[which] = before > 0 ? await countOf([{ from: 0, to: before - 1 }]) : 0;
      const waiting = counts[which] - (prunes.length > 0 ? await countOf(prunes) : 0);
      counts.waiting += waiting;
    }
    return counts;
  }

  /** Ends after the step that is being done; the rest is done the next time. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #work(): Promise<void> {
    const { log, settings, now, warn } = this.#options;
    try {
      const rules = settings();
      if (!rules || this.#waits()) return;
      await log.write((calls) => calls.seeClock(now()));
      const work = await this.#workOut(rules.retention);
      this.#note(work.doubt && noticeOf(clockDoubted(work.doubt)));
      if (await this.#prune(work)) {
        // It signs what says that they are gone, and tells those who look at the log.
        await log.checkpoint();
        await this.#giveBack();
      }
    } catch (error) {
      // Nothing is lost: it is tried again in an hour, and health tells of a disk that fails.
      if (!this.#stopped) warn(`Old events were not pruned: ${String(error)}`);
    }
  }

  async #workOut(retention: RetentionRules): Promise<Work> {
    const { log, settings, now } = this.#options;
    const cursors = new Map((await log.cursors()).map(({ destination, seq }) => [destination, seq]));
    const { holds = [], destinations = [] } = settings() ?? {};
    const behind: Behind[] = destinations
      .filter(({ enabled }) => enabled)
      .map(({ id, classes }) => ({ seq: cursors.get(id) ?? 0, classes }));
    const rules = { retention, holds, behind, now: now() };
    return log.readLong((calls) => workOut(calls, this.#sizes, log.state(), rules));
  }

  /** @returns whether anything was pruned */
  async #prune({ classes }: Work): Promise<boolean> {
    const { log, now } = this.#options;
    let any = false;
    for (const { class: which, prunes } of classes) {
      for (const { reason, from, to } of prunes) {
        this.#sizes.forget({ from, to });
        for (let next: number | undefined = from; next !== undefined; ) {
          if (this.#stopped || this.#again || this.#waits()) return any;
          const request: PruneRequest = { class: which, reason, from: next, to, now: now() };
          const pruned = await log.write((calls) => calls.prune(request));
          any ||= pruned.events > 0;
          next = pruned.next;
        }
      }
    }
    return any;
  }

  async #giveBack(): Promise<void> {
    while (!this.#stopped && (await this.#options.log.write((calls) => calls.giveBack(bytesAtOnce))) > 0);
  }

  #note(notice: Notice | undefined): void {
    const isOther = notice?.message !== this.#notice?.message;
    this.#notice = notice;
    if (isOther) this.#options.onNotice();
  }

  #waits(): boolean {
    const now = this.#options.now();
    if (![...this.#pauses].some(({ until }) => until > now)) return false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.run(), pauseRest).unref();
    return true;
  }
}
