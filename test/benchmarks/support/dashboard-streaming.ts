import type { DashboardPage } from '@millwright/testing';

/** What a page did in some seconds. */
export interface Streaming {
  readonly framesPerSecond: number;
  /** Of the page's main thread, in per cent. */
  readonly mainThread: number;
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
    const { frames, longTasks } = await page.evaluate(
      () => (globalThis as unknown as { watched: { frames: number; longTasks: number[] } }).watched,
    );
    return { at: of('Timestamp'), busy: of('TaskDuration'), frames, tasks: longTasks };
  };
  const before = await taken();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  const after = await taken();
  await session.detach();
  const passed = after.at - before.at;
  return {
    framesPerSecond: (after.frames - before.frames) / passed,
    mainThread: ((after.busy - before.busy) / passed) * 100,
    longestTask: Math.max(0, ...after.tasks.slice(before.tasks.length)),
  };
}
