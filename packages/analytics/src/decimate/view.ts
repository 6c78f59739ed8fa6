/** What is to be drawn, and on how much room. */
export interface View {
  /** The first and the last time that is shown (ms UTC). */
  readonly from: number;
  readonly to: number;
  /** Pixels from left to right, 1 at least. */
  readonly pixels: number;
  /** Milliseconds above 0 without a sample from which on nothing is known; Infinity for tags that come only when they change. */
  readonly gap: number;
  /**
   * How far before `from` (ms above 0) a last sample is looked for, whose value holds when the view begins: a line starts
   * with it, before `from`, with its own time. Nothing is looked for where it is missing.
   */
  readonly lookBack?: number;
}

/** The pixel from 0 on in which a time from `from` to `to` lies. */
export function pixelOf({ from, to, pixels }: View, time: number): number {
  const span = Math.max(1, to - from);
  return Math.min(pixels - 1, Math.floor(((time - from) / span) * pixels));
}

/** A line to be drawn. Times ascend; NaN as a value interrupts the line. */
export interface Line {
  /** Milliseconds UTC. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}
