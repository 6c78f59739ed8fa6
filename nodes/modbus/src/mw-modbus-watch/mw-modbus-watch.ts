import { systemClock } from '@millwright/modbus';
import type { NodeContext } from '@millwright/runtime';
import { gapMessage, noGap, Poller, readingMessages, trackGap } from '@millwright/tags';
import { createTags } from '../mw-modbus-tags/mw-modbus-tags.ts';
import { tagsNode } from '../mw-modbus-tags/schema.ts';
import { TableUser } from '../runtime/table-user.ts';
import type { WatchConfig } from './schema.ts';

/**
 * Reads the table at a fixed rate. When the PLC is lost every tag is reported bad once; when it is back a message says
 * from when to when nothing was seen, before the first new values.
 */
export function createWatch(context: NodeContext<WatchConfig>) {
  const { config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  const user = new TableUser(context, table);
  const clock = systemClock;
  let gap = noGap(clock.now());

  const run = async (): Promise<void> => {
    // While the next attempt to connect is still to come there is nothing to ask and nothing new to say.
    if (gap.reason !== undefined && table.connection.state.phase === 'waiting') return;
    const { samples, lost } = await user.read(signal);
    const reason = lost instanceof Error ? lost.message : lost === undefined ? undefined : String(lost);
    const { state, began, ended } = trackGap(gap, { at: clock.now(), lost: reason });
    gap = state;
    if (ended) context.send({ ...gapMessage(ended) });
    if (reason !== undefined && !began) return;
    const options = { each: samples.length === 1, hold: false };
    for (const reading of readingMessages(samples, options)) context.send({ ...reading });
  };

  const poller = new Poller({
    interval: config.interval,
    clock,
    run,
    onFault: (error) => {
      if (!signal.aborted) context.report(error);
    },
    onPace: ({ slow, interval }) => user.slow(slow ? interval : undefined),
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
