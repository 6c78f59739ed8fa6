import { setImmediate as turn } from 'node:timers/promises';
import type { Line, View } from '@millwright/analytics';
import type { SampleBatch } from './batch.ts';
import type { StoreEngine } from './engine.ts';
import type { StoreReport } from './report.ts';

/** What the thread of a store answers. */
export type StoreCalls = {
  /** Takes samples, if there are some, and says how the store fares. */
  readonly take: (batch: SampleBatch | undefined) => StoreReport;
  /** Writes all that came. */
  readonly flush: () => StoreReport;
  readonly lines: (tags: readonly string[], view: View) => Promise<readonly Line[]>;
};

/** Samples are on disk within so many milliseconds: what the way to the thread and the disk take is in it. */
const flushEvery = (within: number): number => Math.floor(within / 2);

/** The life of a store in its thread. */
export function storeCalls(
  engine: StoreEngine,
  within: number,
): { readonly handlers: StoreCalls; readonly close: () => void } {
  engine.flush();
  const timer = setInterval(() => engine.flush(), flushEvery(within));
  return {
    handlers: {
      take(batch) {
        if (batch) engine.take(batch);
        return engine.report();
      },
      flush() {
        engine.flush();
        return engine.report();
      },
      async lines(tags, view) {
        const lines: Line[] = [];
        for (const tag of tags) {
          lines.push(engine.line(tag, view));
          // Between two lines there is time to write.
          await turn();
        }
        return lines;
      },
    },
    close() {
      clearInterval(timer);
      engine.close();
    },
  };
}
