import { qualityCodes } from '@millwright/analytics';
import type { Message, NodeContext, Sent } from '@millwright/runtime';
import type { CodedError } from '@millwright/schema';
import type { CreateSampleStore } from '../mw-sample-store/mw-sample-store.ts';
import { sampleStoreNode } from '../mw-sample-store/schema.ts';
import { isAhead } from '../store/newest.ts';
import { maxTags } from '../store/series.ts';
import { gapOf, samplesOf } from './samples-of.ts';
import type { RecordConfig } from './schema.ts';
import { chooserOf } from './tag-patterns.ts';

/** Keeps the samples of each message, and passes it on whatever became of them. */
export const createRecord =
  (createStore: CreateSampleStore) =>
  ({ config, refer, status }: NodeContext<RecordConfig>) => {
    const { store } = refer(createStore, sampleStoreNode.type, config.store);
    const isChosen = chooserOf(config.tags.map(({ pattern }) => pattern));
    /** The newest time of each tag that came by here: a gap is about those of which nothing came in it. */
    const latest = new Map<string, number>();
    const told = new Set<string>();
    const leave = store.onHealth(({ state }) =>
      status({ is: state === 'memory' ? 'failed' : state === 'opening' ? 'connecting' : 'online' }),
    );

    const note = (tag: string, time: number): void => {
      const known = latest.get(tag);
      if (known === undefined && latest.size >= maxTags) return;
      const isOlder = known !== undefined && known > time && !isAhead(known, Date.now());
      latest.set(tag, isOlder ? known : time);
    };

    /** Bad quality from the moment on at which the PLC was last seen. */
    const interrupt = (from: number): void => {
      const [value, quality, time] = [Number.NaN, qualityCodes.bad, from + 1];
      for (const [tag, last] of latest) {
        // A time far in the future says nothing of when it came.
        if (last > from && !isAhead(last, Date.now())) continue;
        store.record({ tag, time, value, quality });
        note(tag, time);
      }
    };

    /** @returns what has not been told of its tag yet, if there is something */
    const record = (message: Message): CodedError | undefined => {
      const { samples, refused } = samplesOf(message, Date.now(), isChosen);
      for (const sample of samples) {
        store.record(sample);
        note(sample.tag, sample.time);
      }
      const fresh = refused.find(({ tag }) => !told.has(tag));
      for (const { tag } of refused) if (told.size < maxTags) told.add(tag);
      return fresh?.error;
    };

    return {
      input(message: Message, send: (message: Sent) => void): void {
        const gap = gapOf(message);
        if (gap) {
          interrupt(gap.from);
          send(message);
          return;
        }
        let error: unknown;
        try {
          error = record(message);
        } catch (thrown) {
          error = thrown;
        }
        send(message);
        if (error !== undefined) throw error;
      },
      close: leave,
    };
  };
