import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** In milliseconds: how exactly it is measured. */
const resolution = 10;
/** Measurements of which one in a hundred may be a hiccup. */
const enough = 200;

/** How late Node.js comes to what is due. */
export class EventLoop {
  #histogram: IntervalHistogram | undefined;

  start(): void {
    this.stop();
    this.#histogram = monitorEventLoopDelay({ resolution });
    this.#histogram.enable();
  }

  /**
   * The 99th percentile since the last look, in milliseconds; what the measurement takes itself is not in it. Of a look that was
   * so short that a single hiccup would be that, the 90th.
   */
  take(): number {
    const histogram = this.#histogram;
    if (!histogram || histogram.count === 0) return 0;
    const late = histogram.percentile(histogram.count < enough ? 90 : 99) / 1e6 - resolution;
    histogram.reset();
    return Math.max(0, late);
  }

  stop(): void {
    this.#histogram?.disable();
    this.#histogram = undefined;
  }
}
