import type { Point } from '../samples/summary.ts';
import type { Line, View } from './view.ts';

/** How far is looked back at first (ms): what comes often is found near, and costs little. */
const near = [60_000, 3_600_000, 86_400_000];

/**
 * The value that holds when a view begins: that of the last sample before it, within what the view looks back; undefined
 * where there is none, or its quality is bad.
 *
 * @param draw the line of the same tag for another view
 */
export function heldBefore({ from, lookBack = 0 }: View, draw: (view: View) => Line): Point | undefined {
  const to = Math.ceil(from) - 1;
  for (const back of [...near.filter((each) => each < lookBack), lookBack]) {
    const start = Math.max(0, to - back);
    if (start >= to) continue;
    const { times, values } = draw({ from: start, to, pixels: 1, gap: Number.POSITIVE_INFINITY });
    const [time, value] = [times.at(-1), values.at(-1)];
    if (time === undefined || value === undefined) continue;
    // A line ends interrupted where the last sample is bad.
    return Number.isNaN(value) ? undefined : { time, value };
  }
  return undefined;
}
