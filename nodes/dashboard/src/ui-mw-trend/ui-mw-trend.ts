import { type AlarmEngines, packTables, type SampleStores } from '@millwright/analytics';
import {
  type Asked,
  type CreateWidget,
  checkBody,
  type Message,
  nodeErrors,
  type WidgetContext,
  widgetErrors,
} from '@millwright/runtime';
import type { Parcel } from '@millwright/schema';
import { screenErrors } from '../common/errors.ts';
import {
  type LinesAnswer,
  linesRequest,
  linesSchema,
  type TrendPush,
  trendHeartbeat,
} from '../common/trend-wire.ts';
import { TagAlarms } from './alarms/tag-alarms.ts';
import { messageSamples, type TagSamples } from './message-samples.ts';
import { TrendNews } from './news.ts';
import { gapOf, type TrendConfig, trendNode } from './schema.ts';
import { MemorySource, StoreSource } from './source.ts';

const { type } = trendNode;

/**
 * A trend on the server: answers pages with lines that are no finer than their pixels, and pushes what is new.
 * @param stores the stores that live now, where there are any
 * @param engines the alarm engines that live now, where there are any
 */
export function createTrend(
  stores: () => SampleStores | undefined,
  engines: () => AlarmEngines | undefined,
): CreateWidget<TrendConfig> {
  return (context: WidgetContext<TrendConfig>) => {
    const { config } = context;
    const tags = config.pens.map(({ tag }) => tag);
    const gap = gapOf(config);
    const news = new TrendNews(tags);
    const add = (samples: TagSamples): void => {
      news.add(samples, Date.now());
      context.changed();
    };

    const memory = config.store === '' ? new MemorySource(tags, config.kept) : undefined;
    const kept = memory ? undefined : storeSource(stores(), config.store, tags);
    const source = memory ?? kept;
    const stop = kept?.follow(add);
    const reload = (): void => {
      news.addAll();
      context.changed();
    };
    const stopWaiting = kept?.onOpened(reload);
    const { alarms: id } = config;
    const { report } = context;
    const alarms = id === '' ? undefined : new TagAlarms({ id, tags, engines, onChange: reload, report });

    let isBeatDue = false;
    const beat = setInterval(() => {
      isBeatDue = true;
      context.changed();
    }, trendHeartbeat);
    beat.unref();

    const lines = async (body: unknown): Promise<Parcel> => {
      const view = checkBody(type, linesSchema, body);
      const marking = alarms?.marks(view);
      const drawn = (await source?.lines({ ...view, gap, lookBack: gap })) ?? [];
      const newest = (await source?.newest(drawn)) ?? [];
      const marks = await marking;
      return {
        json: { now: Date.now(), newest, ...(marks && { alarms: marks }) } satisfies LinesAnswer,
        numbers: packTables(drawn.map(({ times, values }) => [times, values])),
      };
    };

    return {
      input(message: Message): void {
        const { payload, samples, sample } = message;
        if (payload === undefined && samples === undefined && sample === undefined) return;
        if (!memory) throw screenErrors.fedByStore();
        for (const each of messageSamples(message, tags, Date.now())) {
          memory.take(each, Date.now());
          add(each);
        }
      },
      answer({ ask, body }: Asked): Promise<Parcel> {
        if (ask !== linesRequest) throw widgetErrors.requestUnknown({ type, ask });
        return lines(body);
      },
      push(): Parcel | undefined {
        const now = Date.now();
        const taken = news.take();
        if (taken === undefined && !isBeatDue) return undefined;
        isBeatDue = false;
        if (taken === undefined) return { json: { now } satisfies TrendPush };
        if (taken === 'reload') return { json: { now, reload: true } satisfies TrendPush };
        return { json: { now } satisfies TrendPush, numbers: taken };
      },
      close() {
        clearInterval(beat);
        stop?.();
        stopWaiting?.();
        alarms?.close();
      },
    };
  };
}

function storeSource(stores: SampleStores | undefined, id: string, tags: readonly string[]): StoreSource {
  const store = stores?.store(id);
  if (!store) throw nodeErrors.referenceMissing({ type, to: 'mw-sample-store' });
  return new StoreSource(store, tags);
}
