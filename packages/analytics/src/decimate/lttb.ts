import { isUsable, type SampleColumns } from '../samples/columns.ts';
import { LineWriter } from './line-writer.ts';
import type { Line } from './view.ts';

/** The values that can be drawn. */
function usableLine({ times, values, quality }: SampleColumns): Line {
  const isKept = (_: number, row: number): boolean => isUsable(values[row] as number, quality[row] as number);
  return { times: times.filter(isKept), values: values.filter(isKept) };
}

/** The middle of the points from one row up to another. */
function middleOf({ times, values }: Line, start: number, end: number): readonly [number, number] {
  let [time, value] = [0, 0];
  for (let row = start; row < end; row += 1) {
    time += times[row] as number;
    value += values[row] as number;
  }
  return [time / (end - start), value / (end - start)];
}

/**
 * So many points of the samples, 3 at least, chosen for the look of the line: the first, the last, and of each part
 * between them the one that spans the largest triangle with the one chosen before and the middle of the next part. For
 * small overviews: it may leave an extreme out, and it draws over interruptions.
 *
 * @param samples in order
 * @see Steinarsson, Downsampling Time Series for Visual Representation, University of Iceland 2013, section 4.2
 */
export function largestTriangles(samples: SampleColumns, points: number): Line {
  const line = usableLine(samples);
  const { times, values } = line;
  const count = times.length;
  if (count <= points) return line;
  const writer = new LineWriter(points);
  const every = (count - 2) / (points - 2);
  const startOf = (part: number): number => Math.min(count - 1, Math.floor(part * every) + 1);
  let chosen = 0;
  writer.point(times[0] as number, values[0] as number);
  for (let part = 0; part < points - 2; part += 1) {
    const next = startOf(part + 1);
    const [time, value] = middleOf(line, next, Math.max(next + 1, startOf(part + 2)));
    const fromTime = times[chosen] as number;
    const fromValue = values[chosen] as number;
    let largest = -1;
    for (let row = startOf(part); row < next; row += 1) {
      const area = Math.abs(
        (fromTime - time) * ((values[row] as number) - fromValue) -
          (fromTime - (times[row] as number)) * (value - fromValue),
      );
      if (area <= largest) continue;
      largest = area;
      chosen = row;
    }
    writer.point(times[chosen] as number, values[chosen] as number);
  }
  writer.point(times[count - 1] as number, values[count - 1] as number);
  return writer.done();
}
