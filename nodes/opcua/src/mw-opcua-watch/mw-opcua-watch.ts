import type { Watch } from '@millwright/opcua/client';
import { ConnectionUser, selectedNames, type Tally } from '@millwright/plc/runtime';
import type { Message, NodeContext } from '@millwright/runtime';
import { gapMessage, readingMessages, type Sample, tagErrors } from '@millwright/tags';
import { createTags } from '../mw-opcua-tags/mw-opcua-tags.ts';
import { tagsNode } from '../mw-opcua-tags/schema.ts';
import type { ServerTable } from '../mw-opcua-tags/table.ts';
import type { TableTag } from '../mw-opcua-tags/tag-of.ts';
import { askedOf } from './asked.ts';
import { BadTags } from './bad-tags.ts';
import { changeWatch } from './change-watch.ts';
import { Derived } from './derived.ts';
import type { WatchConfig } from './schema.ts';

/**
 * On its own: watches tags by a subscription, one message for each publish. When the server is lost every tag is reported
 * bad once; where something was missed meanwhile, a message says from when to when, before the first new values. A message changes what is
 * watched until the next deploy; it is done when the server has been told.
 */
export function createWatch(context: NodeContext<WatchConfig>) {
  const { config, signal } = context;
  const table = context.refer(createTags, tagsNode.type, config.tags);
  const { tags, names, derived } = watchedTags(config, table);
  const user = new ConnectionUser(context, table.connection);
  const bad = new BadTags(names);
  const form = { each: config.each || names.length === 1, hold: config.hold };
  let watch: Watch | undefined;
  let lost: Tally['lost'];

  const show = (): void => user.tell({ ...bad.tally, ...(lost && { lost }) });
  const tell = (samples: readonly Sample[]): void => {
    table.keep(samples);
    bad.take(samples);
    show();
    const messages = readingMessages(samples, form);
    if (messages.length > 0) context.send([messages.map((message) => ({ ...message }))]);
  };

  const start = async (): Promise<void> => {
    const { watcher } = await table.connection.services();
    if (signal.aborted) return;
    watch = watcher.watch({
      tags,
      publishingInterval: config.publishing,
      priority: config.priority,
      samplingInterval: config.sampling ?? -1,
      queueSize: config.queue,
      discardOldest: config.keep === 'newest',
      trigger: config.trigger,
      onSamples: derived ? async (samples) => tell(await derived.with(samples)) : tell,
      onGap: (gap) => context.send({ ...gapMessage(gap) }),
      onState: ({ phase }) => {
        lost = phase === 'troubled' ? 'no-answer' : phase === 'paused' ? 'paused' : undefined;
        show();
      },
    });
  };

  user.need();
  const started = start();
  started.catch((error: unknown) => context.report(error));

  return {
    async input(message: Message): Promise<void> {
      const asked = askedOf(message);
      await started;
      if (watch) await changeWatch(asked, { table, watch, told: bad, derived });
      show();
    },
    async close(): Promise<void> {
      await watch?.close();
      user.close();
    },
  };
}

interface Watched {
  /** What the server is to watch: also what is only needed for computed ones. */
  readonly tags: readonly TableTag[];
  /** What is told of. */
  readonly names: readonly string[];
  /** Undefined where there is nothing to work out. */
  readonly derived: Derived | undefined;
}

/** @throws `tags.bad-selection` where there is nothing that the server can watch */
function watchedTags(config: WatchConfig, table: ServerTable): Watched {
  const names = selectedNames({ ...config, which: config.which }, table) ?? table.readable;
  const computed = table.computedAmong(names);
  const plain = names.filter((name) => !computed.includes(name));
  const watched = new Set([...plain, ...table.inputsOf(computed)]);
  const tags = [...watched].flatMap((name) => table.tag(name) ?? []);
  if (tags.length === 0)
    throw tagErrors.badSelection({ reason: 'no tag that the server can watch is among them' });
  return { tags, names, derived: computed.length > 0 ? new Derived(table, computed, plain) : undefined };
}
