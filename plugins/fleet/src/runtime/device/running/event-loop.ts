import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** In milliseconds: how exactly it is measured. */
const resolution = 10;

/** How late Node.js comes to what is due. */
export class EventLoop {
  #histogram: IntervalHistogram | undefined;

  start(): void {
    this.stop();
    this.#histogram = monitorEventLoopDelay({ resolution });
    this.#histogram.enable();
  }

  /** The 99th percentile since the last look, in milliseconds; what the measurement takes itself is not in it. */
  take(): number {
    const histogram = this.#histogram;
    if (!histogram || histogram.count === 0) return 0;
    const late = histogram.percentile(99) / 1e6 - resolution;
    histogram.reset();
    return Math.max(0, late);
  }

  stop(): void {
    this.#histogram?.disable();
    this.#histogram = undefined;
  }
}
