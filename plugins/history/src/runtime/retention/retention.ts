import type { Host } from '@millwright/runtime';
import { topics } from '../../common/routes.ts';
import type { Retention as Rules } from '../../common/settings.ts';
import type { RetentionWork } from '../archive/messages.ts';
import type { ArchiveClient } from '../archive-client.ts';
import type { HealthState } from '../health.ts';

export interface RetentionOptions {
  readonly archive: Pick<
    ArchiveClient,
    'plan' | 'seeClock' | 'forgetVersions' | 'forgetContents' | 'giveBack' | 'figures'
  >;
  readonly host: Pick<Host, 'operate' | 'publish' | 'log'>;
  readonly health: HealthState;
  readonly rules: () => Rules;
  /** The version that runs, if it is known. */
  readonly running: () => number | undefined;
  readonly now: () => number;
}

/** How much is done at once: a deploy that comes meanwhile waits for that. */
const versionsAtOnce = 50;
const contentsAtOnce = 200;
const bytesAtOnce = 1024 * 1024;

/** Deletes versions by the rules, in small steps between which deploys get their turn. */
export class Retention {
  readonly #options: RetentionOptions;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /** Does what is to be done now. If it is being done already, it is looked at once more afterwards. */
  run(): Promise<void> {
    this.#again = this.#running !== undefined;
    this.#running ??= this.#work().finally(() => {
      this.#running = undefined;
      if (this.#again && !this.#stopped) void this.run();
    });
    return this.#running;
  }

  /** Ends after the step that is being done; the rest is done the next time. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #work(): Promise<void> {
    const { archive, health, host } = this.#options;
    try {
      await archive.seeClock();
      const work = await this.#plan();
      health.retentionWaits(work.waits);
      if (work.numbers.length > 0) {
        await host.operate(
          // Whoever may say what is kept.
          { name: 'history.retention', action: 'history.settings.update', locks: [] },
          (operation) => {
            operation.tell({ versions: work.numbers.length });
            return this.#forget(work);
          },
        );
        host.publish(topics.changed, {});
      } else {
        await this.#forgetContents(work);
      }
      if (work.numbers.length + work.contents.length > 0) {
        await this.#giveBack();
        health.counted(await archive.figures());
      }
    } catch (error) {
      // Nothing is lost: it is tried again in an hour, and health tells of a disk that fails.
      if (!this.#stopped) host.log.warn(`Old versions were not deleted: ${String(error)}`);
    }
  }

  #plan(): Promise<RetentionWork> {
    const { archive, rules, running, now } = this.#options;
    return archive.plan({ rules: rules(), running: running(), now: now() });
  }

  /** What it frees is known only afterwards, so it is looked at again until nothing more has to go. */
  async #forget(first: RetentionWork): Promise<void> {
    const { host } = this.#options;
    let total = 0;
    for (let work = first; !this.#stopped; work = await this.#plan()) {
      const gone = await this.#forgetVersions(work.numbers);
      total += gone;
      // Of those that were named or pinned meanwhile, nothing that they need must go.
      if (gone === work.numbers.length) await this.#forgetContents(work);
      if (gone === 0) break;
    }
    host.log.info(
      `${total} old ${total === 1 ? 'version was' : 'versions were'} deleted, as the settings say`,
    );
  }

  async #forgetVersions(all: readonly number[]): Promise<number> {
    const { archive, running } = this.#options;
    let gone = 0;
    for (const numbers of sliced(all, versionsAtOnce)) {
      if (this.#stopped) break;
      gone += await archive.forgetVersions(numbers, running());
    }
    return gone;
  }

  async #forgetContents({ contents, newest }: RetentionWork): Promise<void> {
    for (const ids of sliced(contents, contentsAtOnce)) {
      if (this.#stopped) return;
      await this.#options.archive.forgetContents(ids, newest);
    }
  }

  async #giveBack(): Promise<void> {
    while (!this.#stopped && (await this.#options.archive.giveBack(bytesAtOnce)) > 0);
  }
}

function* sliced(ids: readonly number[], size: number): Generator<readonly number[]> {
  for (let start = 0; start < ids.length; start += size) yield ids.slice(start, start + size);
}
