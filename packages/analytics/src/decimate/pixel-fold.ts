import { isUsable } from '../samples/columns.ts';
import type { GoodValues, Point, Summary } from '../samples/summary.ts';
import { LineWriter } from './line-writer.ts';
import { type Line, pixelOf, type View } from './view.ts';

/**
 * Folds samples, in the order of their times, to the smallest and the largest value of each pixel with their own times,
 * and the first and the last of all: at most two points in a pixel and two more. An interruption is one row more, and
 * at most one between two pixels and one at the end, where what came last cannot be drawn. One that begins and ends within
 * a pixel is narrower than what can be seen there. What holds when the view begins is one point more.
 */
export class PixelFold {
  readonly #view: View;
  readonly #line: LineWriter;
  #pixel: number | undefined;
  /** Whether the first value of the view has been taken. */
  #hasFirst = false;
  /** Whether the pixel has a point so far; then these are its extremes, the earliest of equal ones. */
  #hasPoint = false;
  #minTime = 0;
  #min = 0;
  #maxTime = 0;
  #max = 0;
  /** The latest value that can be drawn. */
  #pointTime = 0;
  #point = 0;
  /** The latest sample, whatever it is. */
  #lastTime = 0;
  #lastIsUsable = true;
  /** Where the line is interrupted between the points so far and the next one. */
  #interruptedAt: number | undefined;

  constructor(view: View) {
    this.#view = view;
    this.#line = new LineWriter(3 * view.pixels + 4);
  }

  /** Takes the value that holds when the view begins, before anything else. */
  held({ time, value }: Point): void {
    this.#line.point(time, value);
    this.#pixel = -1;
    this.#lastTime = this.#pointTime = time;
    this.#point = value;
  }

  sample(time: number, value: number, quality: number): void {
    this.#enter(time);
    const usable = isUsable(value, quality);
    if (usable) this.#take(time, value);
    else this.#interrupt(time);
    this.#lastTime = time;
    this.#lastIsUsable = usable;
  }

  /** Takes samples that lie in one pixel all together and none of which is uncertain. */
  summary({ first, last, good }: Summary): void {
    this.#enter(first);
    if (good?.first.time !== first) this.#interrupt(first);
    if (good) this.#takeAll(good);
    this.#lastTime = last;
    this.#lastIsUsable = good?.last.time === last;
  }

  done(): Line {
    this.#leave();
    if (!this.#line.isEmpty) {
      this.#line.point(this.#pointTime, this.#point);
      if (!this.#lastIsUsable) this.#line.point(this.#interruptedAt ?? this.#lastTime, Number.NaN);
    }
    return this.#line.done();
  }

  #enter(time: number): void {
    const pixel = pixelOf(this.#view, time);
    if (pixel === this.#pixel) return;
    this.#leave();
    if (this.#pixel !== undefined) {
      const { gap } = this.#view;
      if (!this.#lastIsUsable) this.#interrupt(this.#lastTime);
      else if (time - this.#lastTime > gap) this.#interrupt(this.#lastTime + gap);
    }
    this.#pixel = pixel;
  }

  /** Behind the first point of a pixel, it is too narrow or is seen again when the pixel is left. */
  #interrupt(time: number): void {
    if (!this.#hasPoint) this.#interruptedAt ??= time;
  }

  #take(time: number, value: number): void {
    if (!this.#hasPoint) this.#begin(time, value);
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
  }

  #takeAll({ first, last, min, max }: GoodValues): void {
    this.#take(first.time, first.value);
    // By time, so that of equal extremes the earliest stays.
    this.#take(min.time, min.value);
    this.#take(max.time, max.value);
    this.#take(last.time, last.value);
  }

  #begin(time: number, value: number): void {
    this.#hasPoint = true;
    this.#min = this.#max = value;
    this.#minTime = this.#maxTime = time;
    if (this.#interruptedAt !== undefined && !this.#line.isEmpty)
      this.#line.point(this.#interruptedAt, Number.NaN);
    if (!this.#hasFirst) this.#line.point(time, value);
    this.#hasFirst = true;
    this.#interruptedAt = undefined;
  }

  #leave(): void {
    if (!this.#hasPoint) return;
    this.#hasPoint = false;
    const minFirst = this.#minTime <= this.#maxTime;
    if (!minFirst) this.#line.point(this.#maxTime, this.#max);
    this.#line.point(this.#minTime, this.#min);
    if (minFirst) this.#line.point(this.#maxTime, this.#max);
  }
}
