import type { EventWatch, OpcUaEvent } from '@millwright/opcua/client';
import { ConnectionUser } from '@millwright/plc/runtime';
import type { NodeContext } from '@millwright/runtime';
import { gapMessage } from '@millwright/tags';
import { createConnection } from '../mw-opcua-connection/mw-opcua-connection.ts';
import { connectionNode } from '../mw-opcua-connection/schema.ts';
import { conditionOf } from './condition-of.ts';
import type { EventsConfig } from './schema.ts';

/** On its own: sends the events of a server that a filter lets through. */
export function createEvents(context: NodeContext<EventsConfig>) {
  const { config, signal, log } = context;
  const connection = context.refer(createConnection, connectionNode.type, config.connection);
  const user = new ConnectionUser(context, connection);
  const where = conditionOf(config);
  const sound = { bad: 0, all: 1 };
  let watch: EventWatch | undefined;

  const tell = (events: readonly OpcUaEvent[]): void => {
    user.tell(sound);
    const shown = events.map(({ fields, ts, overflow }) => ({
      payload: fields,
      event: { ts, ...(overflow && { overflow }) },
    }));
    if (config.each) context.send([shown]);
    else
      context.send({ payload: events.map(({ fields }) => fields), events: shown.map(({ event }) => event) });
  };

  const start = async (): Promise<void> => {
    const { watcher } = await connection.services();
    if (signal.aborted) return;
    watch = watcher.events({
      notifier: config.notifier === '' ? 'i=2253' : config.notifier,
      fields: config.fields.map(({ name, path, type, attribute }) => ({
        name,
        path,
        attribute,
        ...(type !== '' && { type }),
      })),
      ...(where && { where }),
      publishingInterval: config.publishing,
      queueSize: config.queue,
      discardOldest: config.keep === 'newest',
      onEvents: tell,
      onGap: (gap) => context.send({ ...gapMessage(gap) }),
      onWarning: ({ message }) => log.warn(message),
      onState: (state) => user.tell(state.phase === 'troubled' ? { ...sound, lost: 'no-answer' } : sound),
    });
  };

  user.need();
  start().catch((error: unknown) => context.report(error));

  return {
    async close(): Promise<void> {
      await watch?.close();
      user.close();
    },
  };
}
