import type { DashboardPage } from '@millwright/testing';

/** What a page did in some seconds. */
export interface Streaming {
  readonly framesPerSecond: number;
  /** Of the page's main thread, in per cent. */
  readonly mainThread: number;
  /**
   * What 99 of 100 values took from when they were made in Node-RED until they were painted (ms, by the clock of the
   * machine on which both run), of those that have come. NaN where none has.
   */
  readonly lag: number;
  /** The longest task of 50 ms or more (ms); 0 for none. */
  readonly longestTask: number;
}

/** Watches a page for so many seconds while values stream in. */
export async function watchStreaming({ page, context }: DashboardPage, seconds: number): Promise<Streaming> {
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const taken = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0;
    const { frames, longTasks, lags } = await page.evaluate(() => {
      const { watched } = globalThis as unknown as {
        watched: { frames: number; longTasks: number[]; lags: number[] };
      };
      return { frames: watched.frames, longTasks: watched.longTasks, lags: watched.lags };
    });
    return { at: of('Timestamp'), busy: of('TaskDuration'), frames, tasks: longTasks, lags };
  };
  const before = await taken();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const after = await taken();
  await session.detach();
  const lags = after.lags.slice(before.lags.length).toSorted((one, other) => one - other);
  const passed = after.at - before.at;
  return {
    framesPerSecond: (after.frames - before.frames) / passed,
    mainThread: ((after.busy - before.busy) / passed) * 100,
    lag: lags[Math.ceil(lags.length * 0.99) - 1] ?? Number.NaN,
    longestTask: Math.max(0, ...after.tasks.slice(before.tasks.length)),
  };
}
