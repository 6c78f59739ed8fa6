import { systemClock } from '@millwright/modbus';
import { ConnectionUser, selectedNames, tallyOf } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { Changes, gapMessage, noGap, Poller, readingMessages, type Sample, trackGap } from '@millwright/tags';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import type { WatchConfig } from './schema.ts';

/**
 * Reads tags at a fixed rate. When the PLC is lost every tag is reported bad once; when it is back a message says from
 * when to when nothing was seen, before the first new values.
 */
export function createWatch(context: NodeContext<WatchConfig>) {
  const { id, config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  const names = selectedNames({ ...config, which: config.which }, table);
  const user = new ConnectionUser(context, table.connection);
  const { client } = table.connection;
  const clock = systemClock;
  const each = config.each || (names?.length ?? table.size) === 1;
  const told = new Told(config, (name) => table.deadbandOf(name));
  let gap = noGap(clock.now());

  const run = async (): Promise<void> => {
    // While the next attempt to connect is still to come there is nothing to ask and nothing new to say.
    if (gap.reason !== undefined && client.connection.state.phase === 'waiting') return;
    const reading = await table.read(names, { source: id, signal });
    user.tell(tallyOf(reading));
    const { samples, lost } = reading;
    const reason = lost instanceof Error ? lost.message : lost === undefined ? undefined : String(lost);
    const { state, began, ended } = trackGap(gap, { at: clock.now(), lost: reason });
    gap = state;
    if (ended) context.send({ ...gapMessage(ended) });
    if (reason !== undefined && !began) return;
    // After a gap everything is news: nobody saw what was between.
    const news = told.news(samples, clock.elapsed(), began || ended !== undefined);
    const messages = readingMessages(news, { each, hold: config.hold });
    if (messages.length > 0) context.send([messages.map((message) => ({ ...message }))]);
  };

  const poller = new Poller({
    interval: config.interval,
    clock,
    run,
    onFault: (error) => {
      if (!signal.aborted) context.report(error);
    },
    onPace: ({ slow, interval }) => {
      if (slow) client.diagnostics.slow();
      user.slow(slow ? interval : undefined);
    },
  });
  user.need();
  poller.start();

  return {
    async close(): Promise<void> {
      await poller.stop();
      user.close();
    },
  };
}

/** What of each reading is to be sent. */
class Told {
  readonly #config: Pick<WatchConfig, 'report' | 'heartbeat'>;
  readonly #deadbandOf: Parameters<Changes['take']>[1];
  readonly #changes = new Changes();
  #allAt = Number.NEGATIVE_INFINITY;

  constructor(config: Pick<WatchConfig, 'report' | 'heartbeat'>, deadbandOf: Parameters<Changes['take']>[1]) {
    this.#config = config;
    this.#deadbandOf = deadbandOf;
  }

  /** @param now milliseconds; @param all whether everything is to be sent, whatever changed */
  news(samples: readonly Sample[], now: number, all: boolean): readonly Sample[] {
    const { report, heartbeat } = this.#config;
    if (report === 'all') return samples;
    const isDue = heartbeat > 0 && now - this.#allAt >= heartbeat * 1_000;
    if (!all && !isDue) return this.#changes.take(samples, this.#deadbandOf);
    this.#allAt = now;
    this.#changes.keep(samples);
    return samples;
  }
}
