import type { BlockInfo } from '../samples/header.ts';
import type { Point } from '../samples/summary.ts';
import { PixelFold } from './pixel-fold.ts';
import { type SampleSource, stretchesOf } from './sources.ts';
import { type Line, pixelOf, type View } from './view.ts';

/** Whether the header of a block says all that is to be drawn of it. */
function isEnough({ uncertain, first, last }: BlockInfo, view: View): boolean {
  const isInside = first >= view.from && last <= view.to;
  return uncertain === 0 && isInside && pixelOf(view, first) === pixelOf(view, last);
}

/**
 * The line of a tag for a view, whatever is stored: smallest and largest value of each pixel with their own times, the
 * first and the last value of the range, interrupted where the quality is bad, the value is missing, or nothing came
 * for longer than the gap; at the end too, where the last sample cannot be drawn. Blocks that lie within a pixel are not decoded.
 *
 * @param sources blocks and samples in memory, in the order in which they were written
 * @param held the value that holds when the view begins, with its time before it: the line starts with it
 * @throws `samples.damaged-block`, `samples.unknown-format`
 */
export function decimate(sources: readonly SampleSource[], view: View, held?: Point): Line {
  const fold = new PixelFold(view);
  if (held) fold.held(held);
  for (const { info, samples } of stretchesOf(sources, view.from, view.to)) {
    if (info && isEnough(info, view)) {
      fold.summary(info);
      continue;
    }
    const { times, values, quality } = samples();
    for (let row = 0; row < times.length; row += 1) {
      fold.sample(times[row] as number, values[row] as number, quality[row] as number);
    }
  }
  return fold.done();
}
