/** Where each stretch of times that do not go back begins, and where the last one ends. */
function boundsOf(times: Float64Array): readonly number[] {
  const bounds = [0];
  for (let row = 1; row < times.length; row += 1) {
    if ((times[row] as number) < (times[row - 1] as number)) bounds.push(row);
  }
  return [...bounds, times.length];
}

/**
 * The rows in the order of their times; those of the same time as they come. Histories are long stretches in order with
 * a few late samples, and joining such stretches pair by pair takes about one walk over them.
 */
export function rowsByTime(times: Float64Array): Uint32Array {
  let rows = Uint32Array.from(times, (_, row) => row);
  let joined = new Uint32Array(times.length);
  for (let bounds = boundsOf(times); bounds.length > 2; ) {
    const next = [0];
    for (let pair = 0; pair + 1 < bounds.length; pair += 2) {
      const middle = bounds[pair + 1] as number;
      const end = bounds[pair + 2] ?? middle;
      let left = bounds[pair] as number;
      let right = middle;
      for (let at = left; at < end; at += 1) {
        const takesLeft =
          right === end ||
          (left < middle &&
            (times[rows[left] as number] as number) <= (times[rows[right] as number] as number));
        joined[at] = rows[takesLeft ? left++ : right++] as number;
      }
      next.push(end);
    }
    [rows, joined] = [joined, rows];
    bounds = next;
  }
  return rows;
}
