import type { Line } from '@millwright/analytics';
import { isAhead, isNewer } from '../../common/ahead.ts';
import type { Newest } from '../../common/trend-wire.ts';

const firstCapacity = 1_024;

/**
 * The line of one pen in a page: what the server drew, and behind it what came since, folded to the smallest and the
 * largest value of each pixel as it comes. NaN interrupts it: where the quality is bad and where nothing came for longer
 * than the gap, as the server has it when it draws.
 */
export class PenLine {
  /** Milliseconds without a sample from which on nothing is known; Infinity for never. */
  readonly #gap: number;
  #times = new Float64Array(firstCapacity);
  #values = new Float64Array(firstCapacity);
  #start = 0;
  #end = 0;
  /** Milliseconds of a pixel. */
  #pixel = 1;
  /** The pixel that the last points lie in, where they start, whether there is one, and its extremes. */
  #open = Number.NaN;
  #openStart = 0;
  #hasPoint = false;
  #minTime = 0;
  #min = 0;
  #maxTime = 0;
  #max = 0;
  /** The latest sample that the line has, and the latest value. */
  #seen = Number.NEGATIVE_INFINITY;
  #pointTime = 0;
  #point = 0;
  #lastTime = Number.NEGATIVE_INFINITY;
  #lastValue = Number.NaN;

  constructor(gap = Number.POSITIVE_INFINITY) {
    this.#gap = gap;
  }

  /** The newest sample (ms UTC), and its value; NaN where there is none or its quality is bad. */
  get lastTime(): number {
    return this.#lastTime;
  }
  get lastValue(): number {
    return this.#lastValue;
  }

  /** Behind the latest sample of the line, nothing is known from this time on (ms UTC). */
  get knownTo(): number {
    return this.#seen + this.#gap;
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
   * @param now by the server's clock (ms UTC): what is ahead of it gives way to what comes later
   */
  replace({ times, values }: Line, pixel: number, newest: Newest | null, now: number): void {
    this.#times = new Float64Array(Math.max(firstCapacity, times.length * 2));
    this.#values = new Float64Array(this.#times.length);
    this.#times.set(times);
    this.#values.set(values);
    this.#start = 0;
    this.#end = times.length;
    this.#pixel = Math.max(1, pixel);
    this.#open = Number.NaN;
    this.#openStart = this.#end;
    this.#hasPoint = false;
    this.#seen = times.at(-1) ?? Number.NEGATIVE_INFINITY;
    // Another one may have come while it was asked for.
    if (!newest || !isNewer(newest.time, this.#lastTime, now)) return;
    this.#lastTime = newest.time;
    this.#lastValue = newest.value ?? Number.NaN;
  }

  /**
   * Takes a sample; NaN for one that cannot be drawn.
   * @param now by the server's clock (ms UTC), as for {@link replace}
   * @param drawn false while the line does not reach to it: then the sample is only known as the newest
   */
  append(time: number, value: number, now: number, drawn = true): void {
    if (isNewer(time, this.#lastTime, now)) {
      this.#lastTime = time;
      this.#lastValue = value;
    }
    if (!drawn) return;
    if (time <= this.#seen && isAhead(this.#seen, now) && !isAhead(time, now)) this.#drop(now);
    if (time <= this.#seen) return;
    const pixel = Math.floor(time / this.#pixel);
    // What may have to be dropped shares no pixel with what stays.
    const isFirstAhead = isAhead(time, now) && !isAhead(this.#seen, now);
    if (pixel !== this.#open || isFirstAhead) this.#enter(pixel, time);
    this.#seen = time;
    if (!Number.isNaN(value)) this.#fold(time, value);
    else if (this.#hasPoint) this.#writeOpen(true, time);
    else this.#interrupt(time);
  }

  /** Forgets what is older than this, except for the value that held then. */
  forget(before: number): void {
    // The pixel that is still open stays: its points are written over.
    while (this.#start + 1 < this.#openStart && (this.#times[this.#start + 1] as number) < before)
      this.#start += 1;
  }

  /** Takes away what is ahead of the clock. */
  #drop(now: number): void {
    while (this.#end > this.#start && isAhead(this.#times[this.#end - 1] as number, now)) this.#end -= 1;
    this.#seen = this.#end > this.#start ? (this.#times[this.#end - 1] as number) : Number.NEGATIVE_INFINITY;
    this.#open = Number.NaN;
    this.#openStart = this.#end;
    this.#hasPoint = false;
  }

  /** A pixel that is left keeps its extremes, and that it ended with something that cannot be drawn. */
  #enter(pixel: number, time: number): void {
    if (this.#hasPoint) this.#writeOpen(false, this.#seen);
    // What begins and ends within a pixel is narrower than what can be seen there.
    const isElsewhere = Math.floor(this.#seen / this.#pixel) !== pixel;
    if (isElsewhere && time - this.#seen > this.#gap) this.#interrupt(this.#seen + this.#gap);
    this.#open = pixel;
    this.#openStart = this.#end;
    this.#hasPoint = false;
  }

  /** Before the first point of a pixel. */
  #interrupt(time: number): void {
    if (this.#end === this.#start || Number.isNaN(this.#values[this.#end - 1])) return;
    this.#push(time, Number.NaN);
    this.#openStart = this.#end;
  }

  #fold(time: number, value: number): void {
    if (!this.#hasPoint) {
      this.#hasPoint = true;
      this.#min = this.#max = value;
      this.#minTime = this.#maxTime = time;
    }
    if (value < this.#min) {
      this.#min = value;
      this.#minTime = time;
    }
    if (value > this.#max) {
      this.#max = value;
      this.#maxTime = time;
    }
    this.#pointTime = time;
    this.#point = value;
    this.#writeOpen(true, time);
  }

  /**
   * Writes the open pixel anew: its extremes by time, the latest value where a line ends with it, and an interruption
   * where the latest sample is another one.
   */
  #writeOpen(isLast: boolean, latest: number): void {
    this.#end = this.#openStart;
    const minFirst = this.#minTime <= this.#maxTime;
    this.#push(minFirst ? this.#minTime : this.#maxTime, minFirst ? this.#min : this.#max);
    this.#pushLater(minFirst ? this.#maxTime : this.#minTime, minFirst ? this.#max : this.#min);
    if (isLast) this.#pushLater(this.#pointTime, this.#point);
    if (latest !== this.#pointTime) this.#pushLater(latest, Number.NaN);
  }

  #pushLater(time: number, value: number): void {
    if (time > (this.#times[this.#end - 1] as number)) this.#push(time, value);
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
