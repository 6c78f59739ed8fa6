import type { Behaviour, NodeContext } from '@millwright/runtime';
import { gapMessage, noGap, Poller, readingMessages, systemClock, trackGap } from '@millwright/tags';
import { ConnectionUser, tallyOf } from './connection-user.ts';
import type { PlcConnection } from './plc-connection.ts';
import { PollNews } from './poll-news.ts';
import { type Selection, selectedNames } from './selection.ts';
import type { Table } from './table.ts';

/** What a node says that reads at a fixed rate, whatever the protocol. */
interface PollNodeConfig extends Omit<Selection, 'which'> {
  readonly which: Exclude<Selection['which'], 'message'>;
  /** Milliseconds from one reading to the next. */
  readonly interval: number;
  readonly report: 'all' | 'changes';
  /** Seconds after which everything is told, whatever changed; 0: never. */
  readonly heartbeat: number;
  /** One message for each tag. */
  readonly each: boolean;
  /** The last good value in the place of one that is bad. */
  readonly hold: boolean;
}

export interface PollNodeOptions<Read, Used extends PlcConnection> {
  readonly table: Table<unknown, Read, never, Used>;
  readonly options: Read;
  /** A reading came late: it is counted on the connection. */
  onSlow(): void;
}

/**
 * Reads tags at a fixed rate. When the PLC is lost every tag is reported bad once; when it is back a message says from
 * when to when nothing was seen, before the first new values.
 * @throws `tags.bad-selection`
 */
export function pollNode<Read, Used extends PlcConnection>(
  context: NodeContext<PollNodeConfig>,
  { table, options, onSlow }: PollNodeOptions<Read, Used>,
): Behaviour {
  const { config, signal } = context;
  const names = selectedNames(config, table);
  const { connection } = table.connection;
  const user = new ConnectionUser(context, table.connection);
  const clock = systemClock;
  const each = config.each || (names?.length ?? table.size) === 1;
  const news = new PollNews(config, (name) => table.deadbandOf(name));
  let gap = noGap(clock.now());

  const run = async (): Promise<void> => {
    // While the next attempt to connect is still to come there is nothing to ask and nothing new to say.
    if (gap.reason !== undefined && connection.state.phase === 'waiting') return;
    const reading = await table.read(names, options);
    user.tell(tallyOf(reading));
    const { samples, lost } = reading;
    const reason = lost instanceof Error ? lost.message : lost === undefined ? undefined : String(lost);
    const { state, began, ended } = trackGap(gap, { at: clock.now(), lost: reason });
    gap = state;
    if (ended) context.send({ ...gapMessage(ended) });
    if (reason !== undefined && !began) return;
    // After a gap everything is news: nobody saw what was between.
    const told = news.take(samples, clock.elapsed(), began || ended !== undefined);
    const messages = readingMessages(told, { each, hold: config.hold });
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
      if (slow) onSlow();
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
