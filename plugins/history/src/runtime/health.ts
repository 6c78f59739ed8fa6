import type { Log } from '@millwright/runtime';
import type { Health, Notice } from '../common/version.ts';
import type { ArchiveFigures } from './archive/messages.ts';
import { noticeOf } from './notice.ts';

export interface HealthOptions {
  readonly log: Log;
  readonly publish: (health: Health) => void;
  /** Whether deploys come here at all. */
  readonly doorProblem: () => Error | undefined;
}

/** Whether every deploy is kept, and if not, why: told in the log and to open editors once per change. */
export class HealthState {
  readonly #options: HealthOptions;
  #figures: ArchiveFigures = { versions: 0, bytes: 0 };
  /** What keeps versions from being written. */
  #failure: Notice | undefined;
  /** What the archive said when it was opened. */
  #notices: readonly Notice[] = [];
  #credentialsLost: Notice | undefined;
  #settingsFailed: Notice | undefined;
  #retentionWaits: Notice | undefined;
  /** As it was when somebody last looked: that takes some milliseconds. */
  #passive: Notice | undefined;
  #told: string | undefined;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  /** The last write failed. */
  get failing(): boolean {
    return this.#failure !== undefined;
  }

  failed(error: unknown): Notice {
    const failure = noticeOf(error);
    if (failure.code !== this.#failure?.code) this.#options.log.error(`${failure.message} (${failure.code})`);
    this.#failure = failure;
    this.tell();
    return failure;
  }

  succeeded(): void {
    if (!this.#failure) return;
    this.#failure = undefined;
    this.#options.log.info('Deploys are kept again');
    this.tell();
  }

  /** The archive was opened, or opened again. */
  opened(notices: readonly Notice[]): void {
    const told = new Set(this.#notices.map(({ message }) => message));
    for (const { code, message } of notices)
      if (!told.has(message)) this.#options.log.warn(`${message} (${code})`);
    this.#notices = notices;
    this.tell();
  }

  /** Versions that are old enough are not deleted yet, and why; or all that is to go has gone (undefined). */
  retentionWaits(notice: Notice | undefined): void {
    if (notice && notice.message !== this.#retentionWaits?.message) {
      this.#options.log.warn(`${notice.message} (${notice.code})`);
    }
    this.#retentionWaits = notice;
    this.tell();
  }

  /** The file of settings cannot be used, or can again (undefined). */
  settingsFailed(error: Error | undefined): void {
    const notice = error && noticeOf(error);
    if (notice) this.#options.log.warn(`${notice.message} (${notice.code})`);
    this.#settingsFailed = notice;
    this.tell();
  }

  /** Node-RED lost its credentials, or has some again (undefined). */
  credentialsLost(error: Error | undefined): void {
    const notice = error && noticeOf(error);
    if (notice) this.#options.log.warn(`${notice.message} (${notice.code})`);
    this.#credentialsLost = notice;
    this.tell();
  }

  counted(figures: ArchiveFigures): void {
    this.#figures = figures;
    this.tell();
  }

  /** Looks whether deploys come here at all. */
  look(): void {
    const problem = this.#options.doorProblem();
    this.#passive = problem && noticeOf(problem);
    this.tell();
  }

  current(): Health {
    const [reason, ...further] = [
      this.#passive,
      this.#failure,
      this.#credentialsLost,
      this.#settingsFailed,
      this.#retentionWaits,
      ...this.#notices,
    ].filter((notice) => notice !== undefined);
    return {
      state: reason ? 'degraded' : 'ok',
      ...(reason ? { reason } : {}),
      ...(further.length > 0 ? { further } : {}),
      ...this.#figures,
    };
  }

  tell(): void {
    const health = this.current();
    const text = JSON.stringify(health);
    if (text === this.#told) return;
    this.#told = text;
    this.#options.publish(health);
  }
}
