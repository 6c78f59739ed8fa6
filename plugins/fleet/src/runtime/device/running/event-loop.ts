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

  /**
   * The 99th percentile since the last look, in milliseconds; what the measurement takes itself is not in it. A single hiccup is
   * never that, however short the look was.
   */
  take(): number {
    const histogram = this.#histogram;
    if (!histogram || histogram.count < 2) return 0;
    const butTheWorst = 100 - 150 / histogram.count;
    const late = histogram.percentile(Math.min(99, butTheWorst)) / 1e6 - resolution;
    histogram.reset();
    return Math.max(0, late);
  }

  stop(): void {
    this.#histogram?.disable();
    this.#histogram = undefined;
  }
}
