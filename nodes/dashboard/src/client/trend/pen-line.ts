import type { Line } from '@millwright/analytics';
import type { Newest } from '../../common/trend-wire.ts';

const firstCapacity = 1_024;

/**
 * The line of one pen in a page: what the server drew, and behind it what came since, folded to the smallest and the
 * largest value of each pixel as it comes. NaN interrupts it.
 */
export class PenLine {
  #times = new Float64Array(firstCapacity);
  #values = new Float64Array(firstCapacity);
  #start = 0;
  #end = 0;
  /** Milliseconds of a pixel. */
  #pixel = 1;
  /** The pixel that the last points lie in, where they start, and its extremes. */
  #open = Number.NaN;
  #openStart = 0;
  #minTime = 0;
  #min = 0;
  #maxTime = 0;
  #max = 0;
  #lastTime = Number.NEGATIVE_INFINITY;
  #lastValue = Number.NaN;

  /** The newest sample (ms UTC), and its value; NaN where there is none or its quality is bad. */
  get lastTime(): number {
    return this.#lastTime;
  }
  get lastValue(): number {
    return this.#lastValue;
  }

  /** Points by time: views, valid until the line changes. */
  get line(): Line {
    return {
      times: this.#times.subarray(this.#start, this.#end),
      values: this.#values.subarray(this.#start, this.#end),
    };
  }

  /**
   * Takes what the server drew in place of what is there.
   * @param pixel milliseconds of a pixel, for what comes
   * @param newest the newest sample, whatever the line shows; null for none
   */
  replace({ times, values }: Line, pixel: number, newest: Newest | null): void {
    this.#times = new Float64Array(Math.max(firstCapacity, times.length * 2));
    this.#values = new Float64Array(this.#times.length);
    this.#times.set(times);
    this.#values.set(values);
    this.#start = 0;
    this.#end = times.length;
    this.#pixel = Math.max(1, pixel);
    this.#open = Number.NaN;
    // Another one may have come while it was asked for.
    if (!newest || newest.time < this.#lastTime) return;
    this.#lastTime = newest.time;
    this.#lastValue = newest.value ?? Number.NaN;
    // A line ends with its last value, also where something bad came after it.
    if (newest.value === null) this.#interrupt(newest.time);
  }

  /**
   * Takes a sample; NaN for one that cannot be drawn.
   * @param drawn false while the line shows the past: then the sample is only known as the newest
   */
  append(time: number, value: number, drawn = true): void {
    const newest =
      this.#end > this.#start ? (this.#times[this.#end - 1] as number) : Number.NEGATIVE_INFINITY;
    if (time >= this.#lastTime) {
      this.#lastTime = time;
      this.#lastValue = value;
    }
    if (!drawn || time <= newest) return;
    if (Number.isNaN(value)) this.#interrupt(time);
    else this.#fold(time, value);
  }

  /** Forgets what is older than this. */
  forget(before: number): void {
    // The pixel that is still open stays: its points are written over.
    const end = Number.isNaN(this.#open) ? this.#end : this.#openStart;
    while (this.#start < end && (this.#times[this.#start] as number) < before) this.#start += 1;
  }

  #interrupt(time: number): void {
    this.#open = Number.NaN;
    const last = this.#end - 1;
    if (
      this.#end === this.#start ||
      Number.isNaN(this.#values[last]) ||
      time <= (this.#times[last] as number)
    )
      return;
    this.#push(time, Number.NaN);
  }

  #fold(time: number, value: number): void {
    const pixel = Math.floor(time / this.#pixel);
    if (pixel !== this.#open) {
      this.#open = pixel;
      this.#openStart = this.#end;
      this.#min = this.#max = value;
      this.#minTime = this.#maxTime = time;
      this.#push(time, value);
      return;
    }
    if (value < this.#min) {
      this.#min = value;
      this.#minTime = time;
    }
    if (value > this.#max) {
      this.#max = value;
      this.#maxTime = time;
    }
    this.#end = this.#openStart;
    const minFirst = this.#minTime <= this.#maxTime;
    this.#push(minFirst ? this.#minTime : this.#maxTime, minFirst ? this.#min : this.#max);
    if (this.#minTime === this.#maxTime) return;
    this.#push(minFirst ? this.#maxTime : this.#minTime, minFirst ? this.#max : this.#min);
  }

  #push(time: number, value: number): void {
    if (this.#end === this.#times.length) this.#makeRoom();
    this.#times[this.#end] = time;
    this.#values[this.#end] = value;
    this.#end += 1;
  }

  /** Takes the place of what was forgotten, or doubles. */
  #makeRoom(): void {
    const { times, values } = this.line;
    const capacity = this.#start > this.#times.length / 2 ? this.#times.length : this.#times.length * 2;
    const [roomierTimes, roomierValues] = [new Float64Array(capacity), new Float64Array(capacity)];
    roomierTimes.set(times);
    roomierValues.set(values);
    this.#openStart -= this.#start;
    this.#times = roomierTimes;
    this.#values = roomierValues;
    this.#start = 0;
    this.#end = times.length;
  }
}
